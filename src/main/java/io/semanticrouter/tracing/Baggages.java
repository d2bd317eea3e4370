package io.semanticrouter.tracing;

/** The grammar of the W3C Baggage header, to decide whether it can be relayed. */
final class Baggages {
  /** W3C Baggage, section 3.3.2: longer headers need not be propagated. */
  private static final int MAX_LENGTH = 8192;

  /** W3C Baggage, section 3.3.1: the list has 1 to 180 members. */
  private static final int MAX_MEMBERS = 180;

  private static final String TOKEN_PUNCTUATION = "!#$%&'*+-.^_`|~";

  private Baggages() {}

  static boolean isWellFormed(String header) {
    if (header == null || header.length() > MAX_LENGTH) {
      return false;
    }
    // Neither a comma nor a semicolon can be part of a key or a value.
    String[] members = header.split(",", -1);
    if (members.length > MAX_MEMBERS) {
      return false;
    }
    for (String member : members) {
      if (!isMember(member)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isMember(String member) {
    String[] parts = member.split(";", -1);
    if (!isPair(parts[0])) {
      return false;
    }
    for (int i = 1; i < parts.length; i++) {
      if (!isPair(parts[i]) && !isToken(HeaderSpace.strip(parts[i]))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPair(String part) {
    int equals = part.indexOf('=');
    return equals >= 0
        && isToken(HeaderSpace.strip(part.substring(0, equals)))
        && HeaderSpace.strip(part.substring(equals + 1)).chars().allMatch(Baggages::isBaggageOctet);
  }

  private static boolean isToken(String text) {
    return !text.isEmpty() && text.chars().allMatch(Baggages::isTokenChar);
  }

  private static boolean isTokenChar(int c) {
    return (c >= '0' && c <= '9')
        || (c >= 'A' && c <= 'Z')
        || (c >= 'a' && c <= 'z')
        || TOKEN_PUNCTUATION.indexOf(c) >= 0;
  }

  /** Printable ASCII without space, quote, comma, semicolon and backslash. */
  private static boolean isBaggageOctet(int c) {
    return c > ' ' && c < 0x7f && c != '"' && c != ',' && c != ';' && c != '\\';
  }
}
