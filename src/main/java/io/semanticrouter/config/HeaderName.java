package io.semanticrouter.config;

/** Names of HTTP headers. */
public final class HeaderName {
  private static final String SIGNS = "!#$%&'*+-.^_`|~";

  private HeaderName() {}

  /** True for a token (RFC 9110, section 5.6.2), which is what HTTP/1.1 can carry. */
  public static boolean isToken(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean alphanumeric =
          (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!alphanumeric && SIGNS.indexOf(c) < 0) {
        return false;
      }
    }
    return !name.isEmpty();
  }
}
