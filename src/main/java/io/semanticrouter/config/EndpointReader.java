package io.semanticrouter.config;

import io.semanticrouter.config.Reading.Value;
import io.semanticrouter.config.RouterConfig.Endpoint;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@code vllm_endpoints} and {@code SEMANTIC_ROUTER_UPSTREAMS}. */
final class EndpointReader {

  /** Comma-separated base URLs of further endpoints. */
  static final String UPSTREAMS = "SEMANTIC_ROUTER_UPSTREAMS";

  private static final int DEFAULT_PORT = 8000;
  private static final int MAX_PORT = 65_535;
  private static final int MAX_WEIGHT = 1_000_000;

  private final Reading reading;
  private final List<Endpoint> endpoints = new ArrayList<>();
  private final Set<String> names = new LinkedHashSet<>();
  private final Map<String, Set<String>> servedBy = new LinkedHashMap<>();

  EndpointReader(Reading reading) {
    this.reading = reading;
  }

  void read(Section root) {
    for (Section section : root.items("vllm_endpoints")) {
      endpoint(section);
      section.end();
    }
    reading.value(UPSTREAMS).ifPresent(this::upstreams);
  }

  List<Endpoint> endpoints() {
    return endpoints;
  }

  /** By model, the endpoints whose old {@code models} list names it. */
  Map<String, Set<String>> servedBy() {
    return servedBy;
  }

  Set<String> names() {
    return names;
  }

  private void endpoint(Section section) {
    Optional<String> name = section.required("name");
    Optional<String> address = address(section);
    String scheme = section.choice("scheme", List.of("http", "https")).orElse("http");
    int port = section.integer("port", DEFAULT_PORT, 1, MAX_PORT);
    String prefix = pathOf(section, "path_prefix").map(EndpointReader::noSlashAtEnd).orElse("");
    int weight = section.integer("weight", 1, 1, MAX_WEIGHT);
    Optional<String> apiKeyEnv = Secrets.variable(reading, section, "api_key_env");
    Optional<String> health = pathOf(section, "health_check_path");
    Tls tls = TlsReader.read(section.section("tls"), scheme.equals("https"), "scheme: https");
    List<String> models = section.texts("models");
    if (name.isEmpty()) {
      return;
    }
    if (!names.add(name.get())) {
      section.value("name").ifPresent(v -> section.fault("name", v, "two endpoints of one name"));
    }
    models.forEach(m -> servedBy.computeIfAbsent(m, _ -> new LinkedHashSet<>()).add(name.get()));
    endpoints.add(
        new Endpoint(
            name.get(), scheme, address.orElse(""), port, prefix, weight, apiKeyEnv, health, tls));
  }

  private static Optional<String> address(Section section) {
    Optional<String> address = section.required("address");
    if (address.isPresent() && !isHost(address.get())) {
      section
          .value("address")
          .ifPresent(
              v ->
                  section.fault(
                      "address",
                      v,
                      "must be a host name or an IP address, without scheme or port"));
    }
    return address.map(EndpointReader::withoutBrackets);
  }

  private static Optional<String> pathOf(Section section, String key) {
    return section
        .parsed(
            key,
            "must be a path that starts with a slash",
            text -> Optional.of(text).filter(t -> t.isEmpty() || isPath(t)))
        .filter(path -> !path.isEmpty());
  }

  private static boolean isPath(String text) {
    try {
      return text.startsWith("/")
          && !text.startsWith("//")
          && text.equals(new URI(null, null, text, null).getRawPath());
    } catch (URISyntaxException _) {
      return false;
    }
  }

  private void upstreams(Value value) {
    for (String url : Scalars.splitAtCommas(value.text())) {
      Optional<Endpoint> endpoint = upstream(url);
      if (endpoint.isEmpty()) {
        reading.fault(
            "environment variable " + UPSTREAMS,
            UPSTREAMS,
            ConfigFault.quoted(Secrets.withoutUserInfo(url)),
            "must be base URLs such as http://10.0.0.5:8000, separated by commas");
      } else if (names.add(endpoint.get().name())) {
        endpoints.add(endpoint.get());
      } else {
        reading.fault(
            "environment variable " + UPSTREAMS,
            UPSTREAMS,
            ConfigFault.quoted(endpoint.get().name()),
            "two endpoints of one name");
      }
    }
  }

  /** An endpoint by its base URL; {@code /v1} at the end is what OpenAI clients call base URL. */
  static Optional<Endpoint> upstream(String url) {
    try {
      URI uri = new URI(url);
      String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
      boolean web = scheme.equals("http") || scheme.equals("https");
      boolean bare = uri.getRawQuery() == null && uri.getRawFragment() == null;
      if (!web || !bare || uri.getHost() == null || uri.getRawUserInfo() != null) {
        return Optional.empty();
      }
      int standard = scheme.equals("https") ? 443 : 80;
      int port = uri.getPort() < 0 ? standard : uri.getPort();
      String prefix = noSlashAtEnd(uri.getRawPath());
      if (prefix.endsWith("/v1")) {
        prefix = noSlashAtEnd(prefix.substring(0, prefix.length() - "/v1".length()));
      }
      if (port < 1 || port > MAX_PORT || (!prefix.isEmpty() && !isPath(prefix))) {
        return Optional.empty();
      }
      return Optional.of(nameless(scheme, withoutBrackets(uri.getHost()), port, prefix));
    } catch (URISyntaxException _) {
      return Optional.empty();
    }
  }

  /** Such an endpoint is called by its address. */
  private static Endpoint nameless(String scheme, String host, int port, String prefix) {
    String name = (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    return new Endpoint(
        name, scheme, host, port, prefix, 1, Optional.empty(), Optional.empty(), Tls.SYSTEM);
  }

  private static String noSlashAtEnd(String path) {
    int end = path.length();
    while (end > 0 && path.charAt(end - 1) == '/') {
      end--;
    }
    return path.substring(0, end);
  }

  /** A name, an IPv4 address, or an IPv6 address with or without brackets. */
  static boolean isHost(String text) {
    String host = withoutBrackets(text);
    if (host.isEmpty() || host.length() > 253) {
      return false;
    }
    boolean ipv6 = host.indexOf(':') >= 0;
    String allowed = ipv6 ? "0123456789abcdefABCDEF:." : "-._";
    for (int i = 0; i < host.length(); i++) {
      char c = host.charAt(i);
      boolean letterOrDigit = c < 128 && Character.isLetterOrDigit(c);
      if (allowed.indexOf(c) < 0 && (ipv6 || !letterOrDigit)) {
        return false;
      }
    }
    return !ipv6 || host.indexOf(':') != host.lastIndexOf(':');
  }

  private static String withoutBrackets(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }
}
