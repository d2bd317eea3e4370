package io.semanticrouter.api;

import java.util.UUID;

/** Ids of requests: the caller's if it is well-formed, else a random one. */
final class RequestIds {
  private static final int MAX_LENGTH = 128;

  private RequestIds() {}

  /** {@code sent} if it is 1 to 128 letters, digits or {@code . _ : / + = - @}. */
  static String of(String sent) {
    return isWellFormed(sent) ? sent : UUID.randomUUID().toString();
  }

  private static boolean isWellFormed(String id) {
    if (id == null || id.isEmpty() || id.length() > MAX_LENGTH) {
      return false;
    }
    for (int i = 0; i < id.length(); i++) {
      char c = id.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      boolean digit = c >= '0' && c <= '9';
      if (!letter && !digit && "._:/+=-@".indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }

  /** A free-form id of the caller: null if it is empty or longer than 256 characters. */
  static String callerId(String sent) {
    return sent == null || sent.isBlank() || sent.length() > 2 * MAX_LENGTH ? null : sent;
  }
}
