package io.semanticrouter.upstream;

import io.semanticrouter.config.HeaderName;
import io.vertx.core.MultiMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Which headers pass the router, in both directions. */
final class Headers {
  private static final String CONNECTION = "connection";

  /** RFC 9110, section 7.6.1, and what older proxies send. */
  private static final Set<String> HOP_BY_HOP =
      Set.of(
          CONNECTION,
          "keep-alive",
          "proxy-authenticate",
          "proxy-authorization",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  /**
   * Set anew for the backend, or settled between the client and the router. {@code accept-encoding}
   * goes because the router reads what it relays.
   */
  private static final Set<String> NOT_FOR_BACKENDS =
      Set.of(
          "host",
          "content-length",
          "expect",
          "accept-encoding",
          "authorization",
          "x-request-id",
          "x-selected-model");

  private static final Set<String> TRACE_CONTEXT = Set.of("traceparent", "tracestate", "baggage");

  private Headers() {}

  /**
   * Copies what the backend may see.
   *
   * @param traced true if the router writes trace context of its own
   */
  static void copyToBackend(MultiMap from, MultiMap to, boolean traced, boolean authorization) {
    String named = namedByConnection(from);
    for (Map.Entry<String, String> header : from) {
      String name = header.getKey().toLowerCase(Locale.ROOT);
      boolean own = name.startsWith("x-vsr-") || NOT_FOR_BACKENDS.contains(name);
      boolean replaced = traced && TRACE_CONTEXT.contains(name);
      if (authorization && name.equals("authorization")) {
        own = false;
      }
      // Over HTTP/2 other names come in, at which a client of HTTP/1.1 throws where nobody hears
      // it.
      if (!own && !replaced && !isHopByHop(name, named) && HeaderName.isToken(name)) {
        to.add(header.getKey(), clean(header.getValue()));
      }
    }
  }

  /**
   * Without control characters, for each of which there is a blank (RFC 9110, section 5.5). Over
   * HTTP/2 they come in, and a client of HTTP/1.1 throws where it should send them.
   */
  static String clean(String value) {
    for (int i = 0; i < value.length(); i++) {
      if (isControl(value.charAt(i))) {
        StringBuilder clean = new StringBuilder(value);
        for (int k = i; k < clean.length(); k++) {
          if (isControl(clean.charAt(k))) {
            clean.setCharAt(k, ' ');
          }
        }
        return clean.toString();
      }
    }
    return value;
  }

  private static boolean isControl(char c) {
    return (c < ' ' && c != '\t') || c == 0x7f;
  }

  /** Copies what the client may see; the router's own headers are not the backend's to set. */
  static void copyToClient(MultiMap from, MultiMap to) {
    String named = namedByConnection(from);
    for (Map.Entry<String, String> header : from) {
      String name = header.getKey().toLowerCase(Locale.ROOT);
      if (!name.startsWith("x-vsr-")
          && !name.equals("x-request-id")
          && !name.equals("traceresponse")
          && !isHopByHop(name, named)) {
        to.add(header.getKey(), header.getValue());
      }
    }
  }

  /** Several lines are one list (RFC 9110, section 5.3); null where there is none. */
  private static String namedByConnection(MultiMap headers) {
    return headers.contains(CONNECTION) ? String.join(",", headers.getAll(CONNECTION)) : null;
  }

  private static boolean isHopByHop(String name, String namedByConnection) {
    if (HOP_BY_HOP.contains(name)) {
      return true;
    }
    if (namedByConnection == null) {
      return false;
    }
    for (String token : namedByConnection.split(",", -1)) {
      if (token.trim().equalsIgnoreCase(name)) {
        return true;
      }
    }
    return false;
  }
}
