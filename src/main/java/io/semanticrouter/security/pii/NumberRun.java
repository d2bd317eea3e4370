package io.semanticrouter.security.pii;

/**
 * Groups of digits that are written as one number: parted by a space, a dot, a hyphen or brackets.
 *
 * @param start of the number, with its plus or opening bracket
 * @param end behind the last digit
 * @param first index of the first group
 * @param last index of the last group
 */
record NumberRun(
    ScannedText text, int start, int end, int first, int last, int digits, boolean plus) {
  /** Digits in a row that are no area code. */
  private static final int MIN_WHOLE = 7;

  /** The longest run that begins with {@code group}. */
  static NumberRun from(ScannedText text, int group) {
    int last = group;
    int digits = text.groupLength(group);
    while (last + 1 < text.groups() && goesOn(text, group, last)) {
      last++;
      digits += text.groupLength(last);
    }
    int start = text.groupStart(group);
    boolean plus = text.at(start - 1) == '+';
    if (plus) {
      start--;
    }
    int end = text.groupEnd(last);
    if (text.at(start - 1) == '(' && text.text().indexOf(')', start, end) >= 0) {
      start--;
    }
    return new NumberRun(text, start, end, group, last, digits, plus);
  }

  /** What only the first group of a number tells is asked of that one alone. */
  private static boolean goesOn(ScannedText text, int first, int last) {
    if (last == first && isCounted(text, first)) {
      return false;
    }
    return isGap(text, text.groupEnd(last), last) || (last == first && isStroke(text, first));
  }

  private static boolean isGap(ScannedText text, int from, int last) {
    int to = text.groupStart(last + 1);
    if (to - from > 2) {
      return false;
    }
    boolean bracket = false;
    for (int i = from; i < to; i++) {
      char c = text.at(i);
      bracket |= c == '(' || c == ')';
      if (!ScannedText.isBlank(c) && "-.()\u2011\u2013".indexOf(c) < 0) {
        return false;
      }
    }
    return to - from == 1 || bracket;
  }

  /**
   * Behind an area code, as Germans and Austrians write it, and Americans: {@code 089/5550 2317},
   * {@code 337/555-0150}.
   */
  private static boolean isStroke(ScannedText text, int group) {
    int length = text.groupLength(group);
    int end = text.groupEnd(group);
    boolean stroke =
        switch (text.groupStart(group + 1) - end) {
          case 1 -> text.at(end) == '/';
          case 3 -> text.text().startsWith(" / ", end);
          default -> false;
        };
    char area = text.at(text.groupStart(group));
    boolean american =
        length == 3
            && area >= '2'
            && text.groupLength(group + 1) == 3
            && text.joined(group + 1, '-')
            && text.groupLength(group + 2) == 4;
    boolean european =
        area == '0' && length >= 3 && length <= 6 && text.groupLength(group + 1) >= 2;
    return stroke && (american || european);
  }

  /**
   * True of the 2 in {@code unit 2 (415 555 0163)}: no country's code, and a number in brackets.
   */
  private static boolean isCounted(ScannedText text, int group) {
    int end = text.groupEnd(group);
    boolean bracket = text.at(end) == ' ' && text.at(end + 1) == '(';
    return bracket
        && text.at(text.groupStart(group) - 1) != '+'
        && (text.groupLength(group + 1) >= MIN_WHOLE
            || (text.groupLength(group) == 1 && "0178".indexOf(text.at(end - 1)) < 0));
  }

  int groups() {
    return last - first + 1;
  }

  String value() {
    return text.text().substring(start, end);
  }

  boolean startsWith(String digits) {
    return text.text().startsWith(digits, text.groupStart(first));
  }

  /** True if the run is no part of a word, a longer code, an amount or a time. */
  boolean standsAlone() {
    char before = text.at(start - 1);
    char after = text.at(end);
    boolean extension = after == 'x' && ScannedText.isDigit(text.at(end + 1));
    boolean open =
        !ScannedText.isWord(before) && "./\\-#$€£^*+@".indexOf(before) < 0 && !afterThousands();
    boolean time = after == ':' && ScannedText.isDigit(text.at(end + 1));
    boolean more = after == ',' && ScannedText.isDigit(text.at(end + 1)) && groups() == 1;
    boolean closed = !ScannedText.isWord(after) && "/%^*@=".indexOf(after) < 0;
    return open && (closed || extension) && !time && !more;
  }

  private boolean afterThousands() {
    return text.at(start - 1) == ',' && ScannedText.isDigit(text.at(start - 2));
  }

  /** True for {@code 04101-2288}, a US code of nine digits. */
  boolean isZipPlusFour() {
    return groups() == 2
        && text.joined(first, '-')
        && text.groupLength(first) == 5
        && text.groupLength(last) == 4;
  }

  /** True for {@code 555-12-9981-B}. */
  boolean endsInCode() {
    return text.at(end) == '-' && ScannedText.isWord(text.at(end + 1));
  }

  /** {@code 12345678901} and {@code 0 25 50 75 100} are no numbers as people read them out. */
  boolean isReadOut() {
    for (int group = first; group <= last; group++) {
      int length = text.groupLength(group);
      if (length < 2 || length > 8) {
        return false;
      }
    }
    return true;
  }

  /** Behind {@code x1234}, the extension, if there is one. */
  int endWithExtension() {
    int i = end;
    if (text.at(i) != 'x') {
      return end;
    }
    i++;
    while (i - end <= 6 && ScannedText.isDigit(text.at(i))) {
      i++;
    }
    return i - end > 1 && !ScannedText.isWord(text.at(i)) ? i : end;
  }

  /**
   * Three, three and four digits, of which area code and exchange begin with 2 to 9 (North American
   * Numbering Plan), at times with the country code 1 before.
   */
  boolean isNorthAmerican() {
    int area = first;
    if (groups() == 4 && (isGroup(first, "1") || isGroup(first, "001"))) {
      area++;
    }
    return last - area == 2
        && text.groupLength(area) == 3
        && text.groupLength(area + 1) == 3
        && text.groupLength(area + 2) == 4
        && text.at(text.groupStart(area)) >= '2'
        && text.at(text.groupStart(area + 1)) >= '2';
  }

  private boolean isGroup(int group, String digits) {
    return text.groupLength(group) == digits.length()
        && text.text().startsWith(digits, text.groupStart(group));
  }

  /** True for {@code 2024-05-12}, {@code 12.5.2024}, {@code 1914-1918} and a date with a time. */
  boolean isDate() {
    int a = text.groupLength(first);
    int b = groups() > 1 ? text.groupLength(first + 1) : 0;
    int c = groups() > 2 ? text.groupLength(first + 2) : 0;
    if (groups() == 2) {
      return a == 4 && b == 4 && isYear(first) && isYear(last);
    }
    boolean yearFirst = a == 4 && b <= 2 && c <= 2 && isYear(first);
    boolean yearLast = a <= 2 && b <= 2 && c == 4 && isYear(first + 2) && digits <= 10;
    return groups() >= 3 && (yearFirst || yearLast);
  }

  private boolean isYear(int group) {
    return text.groupLength(group) == 4
        && (text.at(text.groupStart(group)) == '1' || text.at(text.groupStart(group)) == '2');
  }
}
