package io.semanticrouter.security.pii;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The grammar of host names (RFC 1123) and the top-level domains there are. */
final class HostNames {
  /** Longest host name, RFC 1035. */
  static final int MAX_LENGTH = 253;

  private static final int MAX_LABEL = 63;
  private static final String RESOURCE = "top-level-domains.txt";

  /**
   * Names that no root server knows but that people write for hosts (RFC 2606, RFC 6762, ICANN).
   */
  private static final Set<String> SPECIAL_USE = Set.of("example", "internal", "test", "local");

  private static final Set<String> TOP_LEVEL = load();

  private HostNames() {}

  /**
   * Behind the longest sequence of labels parted by single dots that starts at {@code from}, or -1
   * if there are fewer than two labels. Looks at {@link #MAX_LENGTH} characters and no further.
   */
  static int end(ScannedText text, int from) {
    int end = -1;
    int labels = 0;
    int i = from;
    while (true) {
      int labelEnd = labelEnd(text, i);
      if (labelEnd < 0 || labelEnd - from > MAX_LENGTH) {
        break;
      }
      labels++;
      end = labelEnd;
      if (text.at(labelEnd) != '.') {
        break;
      }
      i = labelEnd + 1;
    }
    return labels >= 2 ? end : -1;
  }

  private static int labelEnd(ScannedText text, int from) {
    int i = from;
    while (i - from <= MAX_LABEL && isLabelChar(text.at(i))) {
      i++;
    }
    while (i > from && text.at(i - 1) == '-') {
      i--;
    }
    boolean valid = i > from && i - from <= MAX_LABEL && text.at(from) != '-';
    return valid ? i : -1;
  }

  static boolean isLabelChar(char c) {
    return c == '-' || (c != '_' && ScannedText.isWord(c));
  }

  /** The last label of the host name in {@code from..end}, in lower case. */
  static String lastLabel(ScannedText text, int from, int end) {
    int dot = text.text().lastIndexOf('.', end - 1);
    return text.text().substring(Math.max(from, dot + 1), end).toLowerCase(Locale.ROOT);
  }

  /** True for a delegated top-level domain, an internationalised one or a special-use name. */
  static boolean isTopLevel(String label) {
    return TOP_LEVEL.contains(label)
        || SPECIAL_USE.contains(label)
        || label.startsWith("xn--")
        || isForeign(label);
  }

  private static boolean isForeign(String label) {
    return label.length() >= 2 && label.chars().allMatch(c -> c > 127 && Character.isLetter(c));
  }

  private static Set<String> load() {
    try (InputStream in = HostNames.class.getResourceAsStream(RESOURCE);
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
      return reader
          .lines()
          .filter(line -> !line.startsWith("#"))
          .flatMap(line -> Stream.of(line.split(" ", -1)))
          .collect(Collectors.toUnmodifiableSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
