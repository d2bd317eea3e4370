package io.semanticrouter.security.jailbreak;

import java.util.Arrays;

/**
 * Undoes what hides words from a filter and not from a reader: case, look-alike letters, accents,
 * invisible characters and letter spacing. Linear in the length of the text.
 *
 * <p>Digits that stand for letters are left alone here: whether "1" is an i, an l or a number can
 * only be told by the word that results, see {@link Tokenizer}.
 */
final class TextNormalizer {
  /** Letters that must stand alone, one after the other, before they are joined to a word. */
  private static final int MIN_RUN = 3;

  private static final int MIN_FURTHER_RUN = 2;

  private char[] out;
  private int length;
  private int hidden;
  private int homoglyphs;
  private int joined;
  private StringBuilder tagged;

  /** The run of single letters that was met last: where it begins, and what is in it from there. */
  private int runStart = -2;

  private int runLetters;
  private int runDigits;
  private boolean digitFirst;

  private TextNormalizer(int capacity) {
    this.out = new char[capacity];
  }

  static NormalizedText normalize(String text) {
    TextNormalizer normalizer = new TextNormalizer(text.length() + 1);
    normalizer.fold(text);
    normalizer.joinSpacedLetters();
    return new NormalizedText(
        normalizer.out,
        normalizer.length,
        normalizer.hidden,
        normalizer.homoglyphs,
        normalizer.joined);
  }

  private void fold(String text) {
    int end = text.length();
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        if (length == out.length) {
          grow(1);
        }
        out[length++] = c >= 'A' && c <= 'Z' ? (char) (c | 0x20) : (c < ' ' && c != '\n' ? ' ' : c);
      } else {
        i = foldWide(text, i);
      }
    }
    if (tagged != null) {
      // Tag characters are invisible copies of ASCII: what they spell is read as a sentence of its
      // own.
      append("\n\n");
      append(tagged.toString());
    }
  }

  /** Folds the code point at {@code i}; returns the index of its last char. */
  private int foldWide(String text, int i) {
    int codePoint = text.codePointAt(i);
    int last = i + Character.charCount(codePoint) - 1;
    String fold = CharacterFolds.fold(codePoint);
    boolean besideLatin =
        (i > 0 && isLatin(text.charAt(i - 1)))
            || (last + 1 < text.length() && isLatin(text.charAt(last + 1)));
    if (fold.isEmpty()) {
      if (besideLatin && CharacterFolds.isInvisible(codePoint)) {
        hidden++;
      }
      if (codePoint >= 0xE0020 && codePoint < 0xE007F) {
        tagged = tagged == null ? new StringBuilder() : tagged;
        tagged.append((char) Character.toLowerCase(codePoint - 0xE0000));
      }
    } else {
      if (besideLatin && isForeignLookAlike(codePoint) && isLatin(fold.charAt(0))) {
        homoglyphs++;
      }
      append(fold);
    }
    return last;
  }

  private void append(String s) {
    if (length + s.length() > out.length) {
      grow(s.length());
    }
    s.getChars(0, s.length(), out, length);
    length += s.length();
  }

  private void grow(int more) {
    out = Arrays.copyOf(out, Math.max(out.length * 2, out.length + more));
  }

  /** Joins "i g n o r e" and "i.g.n.o.r.e" and collapses spaces, in place. */
  private void joinSpacedLetters() {
    int write = 0;
    boolean afterRun = false;
    for (int read = 0; read < length; ) {
      char c = out[read];
      boolean wordStart = isWordChar(c) && (read == 0 || !isWordChar(out[read - 1]));
      int letters = wordStart ? lettersInRun(read, afterRun) : 0;
      if (letters > 0) {
        // There is room: the run loses at least one separator and gains one mark.
        char[] word = new char[letters];
        for (int k = 0; k < letters; k++) {
          word[k] = out[read + 2 * k];
        }
        read += 2 * letters - 1;
        out[write++] = NormalizedText.JOINED;
        System.arraycopy(word, 0, out, write, letters);
        write += letters;
        joined++;
        afterRun = true;
      } else {
        afterRun = afterRun && !isWordChar(c) && c != '\n';
        boolean repeatedSpace = c == ' ' && write > 0 && out[write - 1] == ' ';
        if (!repeatedSpace) {
          out[write++] = c;
        }
        read++;
      }
    }
    length = write;
  }

  /** How many single letters, all parted by the same character, begin here; 0 if too few. */
  private int lettersInRun(int start, boolean afterRun) {
    if (start + 2 >= length || !isSeparator(out[start + 1])) {
      return 0;
    }
    if (start == runStart + 2 && runLetters > 2) {
      // Within a run that was not taken: going through all that is left of it again and again would
      // take a time that grows with the square of its length.
      runLetters--;
      runDigits -= digitFirst ? 1 : 0;
    } else {
      countRun(start);
    }
    runStart = start;
    digitFirst = isDigit(out[start]);
    int least = afterRun ? MIN_FURTHER_RUN : MIN_RUN;
    return runLetters >= least && runDigits * 2 < runLetters ? runLetters : 0;
  }

  private void countRun(int start) {
    char separator = out[start + 1];
    runLetters = 0;
    runDigits = 0;
    int i = start;
    while (i < length && isWordChar(out[i]) && (i + 1 >= length || !isWordChar(out[i + 1]))) {
      runLetters++;
      runDigits += isDigit(out[i]) ? 1 : 0;
      if (i + 1 >= length || out[i + 1] != separator) {
        break;
      }
      i += 2;
    }
  }

  private static boolean isDigit(char wordChar) {
    return wordChar <= '9';
  }

  private static boolean isSeparator(char c) {
    return " .-_*|/,~+".indexOf(c) >= 0 || c == '·' || c == '•';
  }

  private static boolean isWordChar(char c) {
    return c < 0x80
        ? (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')
        : Character.isLetterOrDigit(c);
  }

  private static boolean isLatin(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  /** Greek, Cyrillic, full-width and mathematical letters: written by keyboard or to deceive. */
  private static boolean isForeignLookAlike(int codePoint) {
    return (codePoint >= 0x370 && codePoint < 0x530)
        || (codePoint >= 0xFF21 && codePoint <= 0xFF5A)
        || (codePoint >= 0x1D400 && codePoint <= 0x1D7FF);
  }
}
