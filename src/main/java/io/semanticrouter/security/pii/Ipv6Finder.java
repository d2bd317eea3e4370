package io.semanticrouter.security.pii;

import io.semanticrouter.config.PiiType;
import java.util.List;

/**
 * IPv6 addresses of hosts (RFC 4291): full, compressed and with an embedded IPv4 address. A MAC
 * address has six pairs, a time of day three, a C++ scope no digits: none of them parses.
 */
final class Ipv6Finder implements EntityFinder {
  /** {@code ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255}. */
  private static final int MAX_LENGTH = 45;

  @Override
  public boolean mayFind(ScannedText text) {
    return text.colons() >= 2 && text.digits() > 0;
  }

  @Override
  public void find(ScannedText text, List<PiiEntity> found) {
    int done = 0;
    for (int colon = text.text().indexOf(':');
        colon >= 0;
        colon = text.text().indexOf(':', Math.max(done, colon + 1))) {
      int start = colon;
      while (start > done && isPart(text.at(start - 1)) && text.at(start - 1) != '.') {
        start--;
      }
      int end = colon;
      while (isPart(text.at(end))) {
        end++;
      }
      done = end;
      end = withoutPunctuation(text, start, end);
      if (end - start <= MAX_LENGTH && isHost(text, start, end)) {
        found.add(new PiiEntity(PiiType.IP_ADDRESS, start, end, 0.95));
      }
    }
  }

  private static boolean isPart(char c) {
    return ScannedText.isDigit(c)
        || (c >= 'a' && c <= 'f')
        || (c >= 'A' && c <= 'F')
        || c == ':'
        || c == '.';
  }

  private static int withoutPunctuation(ScannedText text, int start, int end) {
    int last = end;
    while (last > start && text.at(last - 1) == '.') {
      last--;
    }
    boolean single = text.at(last - 1) == ':' && text.at(last - 2) != ':';
    return single && last > start ? last - 1 : last;
  }

  private static boolean isHost(ScannedText text, int start, int end) {
    if (ScannedText.isWord(text.at(start - 1)) || ScannedText.isWord(text.at(end))) {
      return false;
    }
    String token = text.text().substring(start, end);
    int gap = token.indexOf("::");
    if (gap < 0) {
      return groups(token, true) == 8;
    }
    if (token.indexOf("::", gap + 1) >= 0) {
      return false;
    }
    int head = groups(token.substring(0, gap), false);
    int tail = groups(token.substring(gap + 2), true);
    boolean network = text.at(end) == '/' && tail == 0;
    return head >= 0
        && tail >= 0
        && head + tail >= 2
        && head + tail <= 7
        && !network
        && token.chars().anyMatch(c -> ScannedText.isDigit((char) c));
  }

  /** How many 16-bit groups {@code part} holds, or -1 if it is malformed; an IPv4 tail is two. */
  private static int groups(String part, boolean mayEndInIpv4) {
    if (part.isEmpty()) {
      return 0;
    }
    String[] pieces = part.split(":", -1);
    int count = 0;
    for (int i = 0; i < pieces.length; i++) {
      String piece = pieces[i];
      if (piece.indexOf('.') >= 0) {
        if (!mayEndInIpv4 || i != pieces.length - 1 || !isIpv4(piece)) {
          return -1;
        }
        count += 2;
      } else if (piece.isEmpty() || piece.length() > 4) {
        return -1;
      } else {
        count++;
      }
    }
    return count;
  }

  private static boolean isIpv4(String piece) {
    String[] octets = piece.split("\\.", -1);
    for (String octet : octets) {
      if (octet.isEmpty()
          || octet.length() > 3
          || !octet.chars().allMatch(c -> ScannedText.isDigit((char) c))
          || Integer.parseInt(octet) > 255) {
        return false;
      }
    }
    return octets.length == 4;
  }
}
