package io.semanticrouter.api;

import io.semanticrouter.chat.ModelRequest;
import io.semanticrouter.pipeline.Caller;
import io.vertx.core.MultiMap;
import java.util.HexFormat;

/** Tells who asks, from the headers, the body and the client key. */
final class Callers {
  private Callers() {}

  /**
   * The caller of a request.
   *
   * @param ticket that let the request in
   */
  static Caller of(
      MultiMap headers, ModelRequest request, String requestId, Admission.Ticket ticket) {
    String keyName = ticket.keyName();
    String user = RequestIds.callerId(headers.get("x-user-id"));
    if (user == null) {
      user = RequestIds.callerId(request.user());
    }
    if (user == null) {
      user = keyName;
    }
    String session = RequestIds.callerId(headers.get("x-session-id"));
    String named = named(headers.get("x-user-id"), request.user());
    String identity = identity(keyName, named == null ? user : named, headers.get("authorization"));
    return new Caller(requestId, user, session, identity, keyName == null ? identity : keyName);
  }

  /** As sent; hashed where it is too long to be kept: nobody shares an identity for its length. */
  private static String named(String header, String member) {
    String sent = header == null || header.isBlank() ? member : header;
    if (sent == null || sent.isBlank()) {
      return null;
    }
    return RequestIds.callerId(sent) == null
        ? "hash " + HexFormat.of().formatHex(ClientKeyring.hash(sent))
        : sent;
  }

  /**
   * Without client keys the caller's own {@code Authorization} goes to the backend and may decide
   * what it answers, so it is part of the identity; hashed, because identities live on.
   */
  private static String identity(String keyName, String user, String authorization) {
    StringBuilder identity = new StringBuilder(64);
    if (keyName != null) {
      identity.append("key ").append(keyName.length()).append(' ').append(keyName);
    } else if (authorization != null) {
      identity
          .append("authorization ")
          .append(HexFormat.of().formatHex(ClientKeyring.hash(authorization)));
    }
    return user == null ? identity.toString() : identity.append(" user ").append(user).toString();
  }
}
