package io.semanticrouter.security.jailbreak;

import java.text.Normalizer;

/**
 * What a character looks like in lower-case Latin letters: compatibility forms (Unicode NFKD)
 * without their accents, and look-alikes of other alphabets after Unicode Technical Standard 39.
 *
 * <p>Works on one character at a time: normalising a whole text takes quadratic time on long runs
 * of combining marks.
 */
final class CharacterFolds {
  private static final String FROM_CYRILLIC = "авеіјкӏмнорсѕтухһьԁԛԝ";
  private static final String TO_LATIN_CYR = "abeijklmhopcstyxhbdqw";
  private static final String FROM_GREEK = "αβγεηικνορτυχωΑΒΕΖΗΙΚΜΝΟΡΤΥΧϲϳ";
  private static final String TO_LATIN_GREEK = "abyenikvoptuxwabezhikmnoptyxcj";
  private static final String FROM_OTHER = "ıłøđħŧɑɡɩʏᴀʙᴄᴅᴇɢʜɪᴊᴋʟᴍɴᴏᴘʀᴛᴜᴠᴡᴢꜱ’‘‛ʼ´“”„‟«»「」『』–—−";
  private static final String TO_OTHER =
      "ilodhtagiyabcdeghijklmnoprtuvwzs'''''\"\"\"\"\"\"\"\"\"\"---";

  private static final int TABLE_END = 0x3040;
  private static final char[] LOOK_ALIKES = lookAlikes();

  /** Folds computed so far; a race between threads stores equal strings. */
  private static final String[] TABLE = new String[TABLE_END];

  private CharacterFolds() {}

  /** The fold of a code point: empty for what cannot be seen, at most a few characters else. */
  static String fold(int codePoint) {
    if (codePoint >= TABLE_END) {
      return compute(codePoint);
    }
    String fold = TABLE[codePoint];
    if (fold == null) {
      fold = compute(codePoint);
      TABLE[codePoint] = fold;
    }
    return fold;
  }

  /** True for characters without width: format characters, joiners, tags, variation selectors. */
  static boolean isInvisible(int codePoint) {
    return Character.getType(codePoint) == Character.FORMAT
        || codePoint == 0x034F
        || codePoint == 0x115F
        || codePoint == 0x1160
        || codePoint == 0x3164
        || (codePoint >= 0xFE00 && codePoint <= 0xFE0F)
        || (codePoint >= 0xE0000 && codePoint <= 0xE01EF);
  }

  private static String compute(int codePoint) {
    if (isInvisible(codePoint) || isAccent(codePoint)) {
      return "";
    }
    int letter = enclosedLetter(codePoint);
    if (letter != 0) {
      return String.valueOf((char) letter);
    }
    String source = Character.toString(codePoint);
    boolean syllables = codePoint >= 0x3040 && codePoint < 0xF900;
    String plain = syllables ? source : Normalizer.normalize(source, Normalizer.Form.NFKD);
    StringBuilder fold = new StringBuilder(plain.length());
    plain.codePoints().filter(c -> !isAccent(c)).forEach(c -> appendLookAlike(fold, c));
    return fold.toString();
  }

  private static void appendLookAlike(StringBuilder fold, int codePoint) {
    int lower = Character.toLowerCase(codePoint);
    if (isTabled(codePoint)) {
      fold.append(LOOK_ALIKES[codePoint]);
    } else if (isTabled(lower)) {
      fold.append(LOOK_ALIKES[lower]);
    } else if (codePoint == 'ß') {
      fold.append("ss");
    } else if (lower == 'æ') {
      fold.append("ae");
    } else if (lower == 'œ') {
      fold.append("oe");
    } else {
      fold.appendCodePoint(lower);
    }
  }

  private static boolean isTabled(int codePoint) {
    return codePoint < LOOK_ALIKES.length && LOOK_ALIKES[codePoint] != 0;
  }

  private static boolean isAccent(int codePoint) {
    return (codePoint >= 0x0300 && codePoint <= 0x036F)
        || (codePoint >= 0x1AB0 && codePoint <= 0x1AFF)
        || (codePoint >= 0x1DC0 && codePoint <= 0x1DFF)
        || (codePoint >= 0x20D0 && codePoint <= 0x20FF)
        || (codePoint >= 0xFE20 && codePoint <= 0xFE2F);
  }

  /** Negative circled and squared letters and regional indicators have no compatibility form. */
  private static int enclosedLetter(int codePoint) {
    for (int first : new int[] {0x1F150, 0x1F170, 0x1F1E6}) {
      if (codePoint >= first && codePoint < first + 26) {
        return 'a' + codePoint - first;
      }
    }
    return 0;
  }

  private static char[] lookAlikes() {
    char[] table = new char[0xA800];
    put(table, FROM_CYRILLIC, TO_LATIN_CYR);
    put(table, FROM_GREEK, TO_LATIN_GREEK);
    put(table, FROM_OTHER, TO_OTHER);
    return table;
  }

  private static void put(char[] table, String from, String to) {
    if (from.length() != to.length()) {
      throw new IllegalStateException("look-alike tables differ in length");
    }
    for (int i = 0; i < from.length(); i++) {
      table[from.charAt(i)] = to.charAt(i);
    }
  }
}
