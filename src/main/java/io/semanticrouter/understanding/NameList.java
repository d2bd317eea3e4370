package io.semanticrouter.understanding;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Given names and surnames of many cultures. A network of six layers has seen few of them; where it
 * wavers between a person and nothing, that a word is a name decides. Words that are common as
 * words (Grace, Mark) are not in it: training/names.
 *
 * <p>Kept as sorted hash codes, four bytes a name. Of words of up to six plain letters no two have
 * the same; of a million longer ones some twelve are taken for a name.
 */
final class NameList {
  /**
   * No name is longer, in UTF-16 code units. A word may hold any number of accents, and to sort
   * them takes a time that grows with the square of their number.
   */
  private static final int LONGEST = 64;

  private static final Pattern ACCENTS = Pattern.compile("\\p{Mn}+");

  private final int[] hashes;

  private NameList(int[] hashes) {
    this.hashes = hashes;
  }

  private static final class BuiltIn {
    static final NameList INSTANCE = read(NameList.class.getResourceAsStream("names.txt"));
  }

  static NameList builtIn() {
    return BuiltIn.INSTANCE;
  }

  /**
   * Reads names, one a line, in lower case and without accents.
   *
   * @throws UncheckedIOException if they cannot be read
   */
  static NameList read(InputStream in) {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return new NameList(lines.lines().mapToInt(String::hashCode).sorted().toArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** True if the part of a text is a name, whatever its case and with or without its accents. */
  boolean contains(String text, int start, int end) {
    return end - start <= LONGEST
        && Arrays.binarySearch(hashes, plain(text.substring(start, end)).hashCode()) >= 0;
  }

  private static String plain(String word) {
    String lower = word.toLowerCase(Locale.ROOT);
    boolean ascii = lower.chars().allMatch(c -> c < 0x80);
    return ascii
        ? lower
        : ACCENTS.matcher(Normalizer.normalize(lower, Normalizer.Form.NFD)).replaceAll("");
  }
}
