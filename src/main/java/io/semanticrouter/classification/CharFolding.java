package io.semanticrouter.classification;

import java.text.Normalizer;

/** Folds case and the accents of Latin letters: people type "derivee" and "dérivée". */
final class CharFolding {
  private static final int LATIN_END = 0x250;
  private static final int LATIN_ADDITIONAL = 0x1E00;
  private static final int LATIN_ADDITIONAL_END = 0x1F00;
  private static final int FULL_WIDTH = 0xFF01;
  private static final int FULL_WIDTH_END = 0xFF5E;
  private static final int FULL_WIDTH_OFFSET = 0xFEE0;

  private static final char[] LATIN = table(0, LATIN_END);
  private static final char[] ADDITIONAL = table(LATIN_ADDITIONAL, LATIN_ADDITIONAL_END);

  private CharFolding() {}

  /** The folded form of one code point. */
  static int fold(int codePoint) {
    if (codePoint < LATIN_END) {
      return LATIN[codePoint];
    }
    if (codePoint >= LATIN_ADDITIONAL && codePoint < LATIN_ADDITIONAL_END) {
      return ADDITIONAL[codePoint - LATIN_ADDITIONAL];
    }
    if (codePoint >= FULL_WIDTH && codePoint <= FULL_WIDTH_END) {
      return LATIN[codePoint - FULL_WIDTH_OFFSET];
    }
    // Upper case first: letters with two lower-case forms (final sigma) become one.
    return Character.toLowerCase(Character.toUpperCase(codePoint));
  }

  /** A mark written over or under the letter before it. */
  static boolean isCombining(int codePoint) {
    return codePoint >= 0x300 && codePoint < 0x370;
  }

  /** A letter of a script that puts no spaces between words, or hangs particles on them. */
  static boolean standsAlone(int codePoint) {
    return codePoint >= 0x0E00
        && (codePoint < 0x0F00 // Thai, Lao
            || (codePoint >= 0x1000 && codePoint < 0x10A0) // Myanmar
            || (codePoint >= 0x1100 && codePoint < 0x1200) // Hangul jamo
            || (codePoint >= 0x1780 && codePoint < 0x1800) // Khmer
            || (codePoint >= 0x2E80 && codePoint < 0xA000) // Han, kana
            || (codePoint >= 0xAC00 && codePoint < 0xD7B0) // Hangul
            || (codePoint >= 0xF900 && codePoint < 0xFB00) // Han, compatibility
            || (codePoint >= 0xFF66 && codePoint < 0xFFA0) // kana, half width
            || (codePoint >= 0x20000 && codePoint < 0x32000)); // Han, extensions
  }

  private static char[] table(int from, int to) {
    char[] folded = new char[to - from];
    for (int c = from; c < to; c++) {
      String parts = Normalizer.normalize(Character.toString(c), Normalizer.Form.NFD);
      folded[c - from] = Character.toLowerCase(Character.toUpperCase(parts.charAt(0)));
    }
    return folded;
  }
}
