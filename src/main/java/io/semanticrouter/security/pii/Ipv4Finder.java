package io.semanticrouter.security.pii;

import io.semanticrouter.config.PiiType;
import java.util.List;

/**
 * IPv4 addresses of hosts. Loopback, "this network", masks and the network addresses of CIDR blocks
 * name nobody's machine; four numbers behind "version" or "section" are no address at all.
 */
final class Ipv4Finder implements EntityFinder {
  private static final ContextWords NUMBERED =
      new ContextWords(
          28,
          "version|versions|ver|v|firmware|release|released|build|section|sections|chapter|sdk|driver"
              + "|patch|update|upgrade|clause|paragraph|article|appendix|theorem|figure|table");
  private static final ContextWords ADDRESSED =
      new ContextWords(
          40,
          "ip|ips|ipv4|address|addresses|host|hosts|server|servers|ping|gateway|router|dns|resolver"
              + "|nameserver|client|ssh|proxy|traceroute|from|src|dst|subnet|firewall|connect|login");

  @Override
  public boolean mayFind(ScannedText text) {
    return text.dots() >= 3 && text.digits() >= 4;
  }

  @Override
  public void find(ScannedText text, List<PiiEntity> found) {
    for (int group = 0; group + 3 < text.groups(); group++) {
      if (isQuad(text, group)) {
        int start = text.groupStart(group);
        int end = text.groupEnd(group + 3);
        double confidence = confidence(text, group, start, end);
        if (confidence > 0) {
          found.add(new PiiEntity(PiiType.IP_ADDRESS, start, end, confidence));
        }
        group += 3;
      }
    }
  }

  private static boolean isQuad(ScannedText text, int group) {
    for (int i = group; i < group + 4; i++) {
      if (octet(text, i) < 0 || (i < group + 3 && !text.joined(i, '.'))) {
        return false;
      }
    }
    char before = text.at(text.groupStart(group) - 1);
    int end = text.groupEnd(group + 3);
    boolean longer = text.at(end) == '.' && ScannedText.isDigit(text.at(end + 1));
    return !ScannedText.isWord(before)
        && before != '.'
        && before != '-'
        && before != ':'
        && !ScannedText.isWord(text.at(end))
        && !longer;
  }

  private static double confidence(ScannedText text, int group, int start, int end) {
    int first = octet(text, group);
    if (first == 0 || first == 127 || first == 255 || isNetwork(text, group, end)) {
      return 0;
    }
    boolean addressed = ADDRESSED.before(text, start);
    if (NUMBERED.around(text, start, end) && !addressed) {
      return 0;
    }
    boolean allSingle = end - start == 7;
    return allSingle && !addressed ? 0.5 : 0.95;
  }

  /** True for {@code 10.20.0.0/16}: the bits behind the prefix are 0. */
  private static boolean isNetwork(ScannedText text, int group, int end) {
    if (text.at(end) != '/' || !ScannedText.isDigit(text.at(end + 1))) {
      return false;
    }
    int length = text.at(end + 1) - '0';
    if (ScannedText.isDigit(text.at(end + 2))) {
      length = length * 10 + text.at(end + 2) - '0';
    }
    long address = 0;
    for (int i = group; i < group + 4; i++) {
      address = address << 8 | octet(text, i);
    }
    return length < 32 && (address & (0xffffffffL >>> length)) == 0;
  }

  /** 0..255, or -1 if the digits are no octet (too many, too large, a leading zero). */
  private static int octet(ScannedText text, int group) {
    int length = text.groupLength(group);
    int start = text.groupStart(group);
    if (length > 3 || (length > 1 && text.at(start) == '0')) {
      return -1;
    }
    int value = Integer.parseInt(text.text(), start, start + length, 10);
    return value <= 255 ? value : -1;
  }
}
