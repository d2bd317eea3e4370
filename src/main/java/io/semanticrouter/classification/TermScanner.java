package io.semanticrouter.classification;

/**
 * Cuts a text into words and notation in one pass, without allocating for either.
 *
 * <p>A word is a run of letters and digits, folded by {@link CharFolding}; a leading number is a
 * word of its own ("5kg" is two); trailing {@code +} and {@code #} belong to a word of one letter
 * ("c++"). A letter of a script without spaces is a word, and so is every sign outside ASCII.
 * Everything else separates. Not safe for two threads at once.
 */
final class TermScanner {
  /** Chars of a word that are kept; longer ones are no words people look up. */
  static final int MAX_WORD = 48;

  private final TermSink sink;
  private final char[] word = new char[MAX_WORD];
  private String text = "";
  private int end;

  TermScanner(TermSink sink) {
    this.sink = sink;
  }

  /** Scans {@code text} from {@code from}, inclusive, to {@code to}, exclusive. */
  void scan(String text, int from, int to) {
    this.text = text;
    this.end = to;
    int at = from;
    while (at < to) {
      int c = text.codePointAt(at);
      if (c <= ' ') {
        at++;
      } else if (isAlone(c)) {
        at = sign(at, c);
      } else if (Character.isLetterOrDigit(c)) {
        at = word(at);
      } else if (c < 0x80) {
        asciiSign(at, (char) c);
        at++;
      } else {
        at = otherSign(at, c);
      }
    }
  }

  private static boolean isAlone(int c) {
    return CharFolding.standsAlone(c) && Character.isLetterOrDigit(c);
  }

  private int word(int start) {
    int at = start;
    int length = 0;
    boolean digits = Character.isDigit(text.codePointAt(start));
    boolean camel = false;
    while (at < end) {
      int c = text.codePointAt(at);
      boolean digit = c < 0x80 ? c >= '0' && c <= '9' : Character.isDigit(c);
      if ((digits && !digit) || !isWordPart(c)) {
        int stepOver = digits ? 0 : apostrophe(at, length);
        at += stepOver;
        if (stepOver != 1) {
          break;
        }
        continue;
      }
      camel |= length > 0 && isUpper(c) && isLower(text.charAt(at - 1));
      length = append(c, length);
      at += Character.charCount(c);
    }
    if (length == 1 && !digits) {
      int suffixed = withSuffixSigns(at, length);
      at += suffixed - length;
      length = suffixed;
    }
    wordShapes(start, at, digits, camel);
    if (length > 0) {
      sink.word(word, length);
    }
    return Math.max(at, start + 1);
  }

  private static boolean isWordPart(int c) {
    if (c < 0x80) {
      return isAsciiAlphanumeric(c);
    }
    return CharFolding.isCombining(c)
        || (!CharFolding.standsAlone(c)
            && (Character.isLetterOrDigit(c)
                || Character.getType(c) == Character.NON_SPACING_MARK
                || Character.getType(c) == Character.COMBINING_SPACING_MARK));
  }

  private int append(int c, int length) {
    if (CharFolding.isCombining(c)) {
      return length;
    }
    int folded = CharFolding.fold(c);
    if (length + Character.charCount(folded) > MAX_WORD) {
      return length;
    }
    return length + Character.toChars(folded, word, length);
  }

  /**
   * How many chars to step over at a possible apostrophe: 1 joins ("don't" is one word), 2 drops a
   * possessive and ends the word ("newton's"), 0 ends it ("l'eau" is two words).
   */
  private int apostrophe(int at, int length) {
    char c = text.charAt(at);
    if ((c != '\'' && c != '’') || length < 3 || !isLetterAt(at + 1)) {
      return 0;
    }
    boolean possessive = (text.charAt(at + 1) | 0x20) == 's' && !isLetterAt(at + 2);
    return possessive ? 2 : 1;
  }

  private int withSuffixSigns(int at, int length) {
    int to = at;
    int grown = length;
    while (to < end
        && grown < length + 2
        && (text.charAt(to) == '+' || text.charAt(to) == '#')
        && (text.charAt(to) == '#' || charAt(to + 1) == '+' || grown > length)) {
      word[grown++] = text.charAt(to++);
    }
    return grown;
  }

  private void wordShapes(int start, int to, boolean digits, boolean camel) {
    if (digits) {
      sink.shape(isYear(start, to) ? Shape.YEAR : Shape.NUMBER);
    } else if (isFormula(start, to)) {
      sink.shape(Shape.FORMULA);
    } else if (camel) {
      sink.shape(Shape.CAMEL);
    }
  }

  private boolean isYear(int start, int to) {
    if (to - start != 4) {
      return false;
    }
    char first = text.charAt(start);
    return first == '1'
        || (first == '2' && text.charAt(start + 1) == '0' && text.charAt(to - 2) < '3');
  }

  /**
   * {@code ([A-Z][a-z]?[0-9]*)+} with a digit, or with two elements one of which has two letters.
   */
  private boolean isFormula(int start, int to) {
    if (to - start < 2 || to - start > 16 || !isUpper(text.charAt(start))) {
      return false;
    }
    int elements = 0;
    boolean digit = false;
    boolean lower = false;
    for (int i = start; i < to; i++) {
      char c = text.charAt(i);
      if (isUpper(c)) {
        elements++;
      } else if (isLower(c) && isUpper(text.charAt(i - 1))) {
        lower = true;
      } else if (c >= '0' && c <= '9') {
        digit = true;
      } else {
        return false;
      }
    }
    return digit || (elements > 1 && lower);
  }

  private int sign(int at, int c) {
    int length = Character.toChars(CharFolding.fold(c), word, 0);
    sink.word(word, length);
    return at + Character.charCount(c);
  }

  private int otherSign(int at, int c) {
    int type = Character.getType(c);
    if (type == Character.MATH_SYMBOL) {
      sink.shape(Shape.MATH_SIGN);
    } else if (type == Character.CURRENCY_SYMBOL) {
      sink.shape(Shape.MONEY);
    }
    boolean isSign =
        type == Character.MATH_SYMBOL
            || type == Character.CURRENCY_SYMBOL
            || type == Character.OTHER_SYMBOL;
    return isSign ? sign(at, c) : at + Character.charCount(c);
  }

  private void asciiSign(int at, char c) {
    char before = at > 0 ? text.charAt(at - 1) : ' ';
    char after = charAt(at + 1);
    Shape shape =
        switch (c) {
          case '`' -> after == '`' && charAt(at + 2) == '`' ? Shape.CODE_FENCE : Shape.BACKTICK;
          case '=' -> equals(at, before, after);
          case '^' -> Shape.POWER;
          case '(' -> isAsciiAlphanumeric(before) || before == '_' ? Shape.CALL : null;
          case '{', '}' -> Shape.BRACE;
          case ';' -> after == '\n' || after == '\r' ? Shape.LINE_SEMICOLON : null;
          case '\\' -> isAsciiLetter(after) ? Shape.LATEX : null;
          case '$' -> isDigit(after) ? Shape.MONEY : Shape.LATEX;
          case '%' -> isDigit(before) || before == ' ' ? Shape.PERCENT : null;
          case '_' ->
              isAsciiAlphanumeric(before) && isAsciiAlphanumeric(after) ? Shape.SNAKE : null;
          case '.' -> isLower(before) && isLower(after) ? Shape.DOTTED : null;
          case '<' -> isAsciiLetter(after) || after == '/' ? Shape.TAG : null;
          case '/' -> before <= ' ' && isAsciiLetter(after) ? Shape.PATH : null;
          case '-' -> after == '>' ? Shape.CODE_OPERATOR : null;
          case '&', '|', ':' -> after == c ? Shape.CODE_OPERATOR : null;
          case '!' -> after == '=' ? Shape.CODE_OPERATOR : null;
          default -> null;
        };
    if (shape != null) {
      sink.shape(shape);
    }
  }

  private Shape equals(int at, char before, char after) {
    if (after == '=' || before == '=' || before == '!' || after == '>') {
      return Shape.CODE_OPERATOR;
    }
    char left = before == ' ' && at > 1 ? text.charAt(at - 2) : before;
    char right = after == ' ' ? charAt(at + 2) : after;
    boolean operands =
        (isAsciiAlphanumeric(left) || left == ')' || left == ']')
            && (isAsciiAlphanumeric(right) || "(-\"'[.".indexOf(right) >= 0);
    return operands ? Shape.EQUATION : null;
  }

  private char charAt(int at) {
    return at < end ? text.charAt(at) : ' ';
  }

  private boolean isLetterAt(int at) {
    return at < end && Character.isLetter(text.charAt(at));
  }

  private static boolean isAsciiAlphanumeric(int c) {
    return isAsciiLetter(c) || isDigit(c);
  }

  private static boolean isAsciiLetter(int c) {
    return isUpper(c) || isLower(c);
  }

  private static boolean isUpper(int c) {
    return c >= 'A' && c <= 'Z';
  }

  private static boolean isLower(int c) {
    return c >= 'a' && c <= 'z';
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }
}
