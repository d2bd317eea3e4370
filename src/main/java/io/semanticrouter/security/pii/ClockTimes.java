package io.semanticrouter.security.pii;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Times of day: {@code 16:30}, {@code 9:30 a.m.}, {@code 3pm}, {@code 14.00 uur}, {@code 8h30},
 * {@code 5 o'clock}, and from one to another. Two numbers with a colon may be a ratio or a line of
 * a log as well, so a time is sure only beside a word such as "at" or with what marks one.
 */
final class ClockTimes {
  private static final String HOUR = "(?:[01]?\\d|2[0-3])";
  private static final String HALF = " ?(?:[ap]\\.m\\.|[ap]m\\b)";
  private static final String MARK = "(?:" + HALF + "| (?:Uhr|uur|h)\\b)";
  private static final String COLON =
      HOUR
          + ":[0-5]\\d(?::[0-5]\\d(?:[.,]\\d{1,9})?)?"
          + "(?:"
          + MARK
          + "|Z|[+-]\\d\\d:?\\d\\d)?(?![\\w:])";
  private static final String OTHER =
      "(?:1[0-2]|0?[1-9])(?:\\.[0-5]\\d)?"
          + HALF
          + "|"
          + HOUR
          + "(?:\\.[0-5]\\d)? (?:Uhr|uur)\\b|"
          + HOUR
          + "h[0-5]\\d\\b|(?:1[0-2]|0?[1-9]) o['’]clock\\b";
  private static final Pattern TIME =
      Pattern.compile(COLON + "|" + OTHER, Pattern.CASE_INSENSITIVE);
  private static final Pattern DASH = Pattern.compile(" ?[-–] ?");
  private static final Set<String> ANNOUNCING =
      Set.of(
          ("at by before after until till from since around about approx between um bis ab gegen om à"
                  + " vers las alle às kl it's")
              .split(" ", -1));
  private static final int LONGEST_WORD = 8;

  /** Fewer digits are an hour: no more personal than a morning. */
  private static final int MINUTE_DIGITS = 3;

  private ClockTimes() {}

  /**
   * Where a time ends that begins where the matcher's region does, or -1. Leaves another region
   * where there is one.
   *
   * @param matcher with transparent bounds, its region as far as is to be looked
   */
  static int end(Matcher matcher) {
    if (!matcher.usePattern(TIME).lookingAt()) {
      return -1;
    }
    int end = matcher.end();
    int limit = matcher.regionEnd();
    matcher.region(end, limit);
    if (matcher.usePattern(DASH).lookingAt()) {
      matcher.region(matcher.end(), limit);
      if (matcher.usePattern(TIME).lookingAt()) {
        end = matcher.end();
      }
    }
    return end;
  }

  /**
   * True if a time is to the minute and no ratio and no score: it is marked, or a word announces
   * it.
   */
  static boolean isSure(ScannedText text, int start, int end) {
    long digits = text.text().substring(start, end).chars().filter(Character::isDigit).count();
    char last = text.at(end - 1);
    boolean marked = Character.isLetter(last) || last == '.';
    return digits >= MINUTE_DIGITS && (marked || ANNOUNCING.contains(wordBefore(text, start)));
  }

  private static String wordBefore(ScannedText text, int start) {
    int end = start - 1;
    if (text.at(end) != ' ') {
      return "";
    }
    end = text.at(end - 1) == '.' ? end - 1 : end;
    int from = end;
    while (end - from < LONGEST_WORD && from > 0 && !Character.isWhitespace(text.at(from - 1))) {
      from--;
    }
    return text.text().substring(from, end).toLowerCase(Locale.ROOT);
  }
}
