package io.semanticrouter.understanding;

import java.util.Locale;

/** Kinds of characters as BERT's tokenizers tell them apart. */
final class CharacterKinds {
  private CharacterKinds() {}

  private static boolean isIn(int c, int first, int last) {
    return c >= first && c <= last;
  }

  static boolean isAsciiPunctuation(int c) {
    return isIn(c, '!', '/') || isIn(c, ':', '@') || isIn(c, '[', '`') || isIn(c, '{', '~');
  }

  /** Control and format characters, private ones and the replacement character vanish. */
  static boolean isDropped(int c) {
    if (c == 0 || c == 0xfffd) {
      return true;
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL, Character.FORMAT, Character.PRIVATE_USE, Character.SURROGATE ->
          !isSpace(c);
      default -> false;
    };
  }

  /** The Unicode property White_Space. */
  static boolean isSpace(int c) {
    return isIn(c, 9, 13)
        || c == ' '
        || c == 0x85
        || c == 0xa0
        || c == 0x1680
        || isIn(c, 0x2000, 0x200a)
        || c == 0x2028
        || c == 0x2029
        || c == 0x202f
        || c == 0x205f
        || c == 0x3000;
  }

  static boolean isPunctuation(int c) {
    if (c < 0x80) {
      return isAsciiPunctuation(c);
    }
    return switch (Character.getType(c)) {
      case Character.CONNECTOR_PUNCTUATION,
          Character.DASH_PUNCTUATION,
          Character.START_PUNCTUATION,
          Character.END_PUNCTUATION,
          Character.INITIAL_QUOTE_PUNCTUATION,
          Character.FINAL_QUOTE_PUNCTUATION,
          Character.OTHER_PUNCTUATION ->
          true;
      default -> false;
    };
  }

  /** The blocks that the reference parts at every character. */
  static boolean isCjk(int c) {
    return isIn(c, 0x4e00, 0x9fff)
        || isIn(c, 0x3400, 0x4dbf)
        || isIn(c, 0x20000, 0x2a6df)
        || isIn(c, 0x2a700, 0x2b73f)
        || isIn(c, 0x2b740, 0x2b81f)
        || isIn(c, 0x2b920, 0x2ceaf)
        || isIn(c, 0xf900, 0xfaff)
        || isIn(c, 0x2f800, 0x2fa1f);
  }

  /** The full lower-case form, which may have several characters. */
  static String lower(int c) {
    return Character.toString(c).toLowerCase(Locale.ROOT);
  }
}
