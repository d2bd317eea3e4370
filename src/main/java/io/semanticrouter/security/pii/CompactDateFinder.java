package io.semanticrouter.security.pii;

import io.semanticrouter.config.PiiType;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Dates as machines and single countries run them together: {@code 08APR2025}, {@code 28FEB25},
 * {@code 20250618T183000Z}, {@code 19/8-2025}.
 */
final class CompactDateFinder implements EntityFinder {
  /** As of other days of a year, and of those with two digits of it, see {@link DateFinder}. */
  private static final double FULL = 0.75;

  private static final double DAY = 0.7;

  /** The month begins with a capital: without one it would be any code. */
  private static final Pattern MONTH_IN_LETTERS =
      Pattern.compile("(\\d{1,2})(\\p{Lu}\\p{L}{2})((?:19|20)\\d\\d|\\d\\d)(?![\\w/-])");

  private static final Pattern STAMP =
      Pattern.compile(
          "(?:19|20)\\d\\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])T[0-2]\\d[0-5]\\d(?:[0-5]\\d)?"
              + "(?:Z|[+-]\\d{4})?(?!\\w)");

  private static final Pattern STROKE_AND_DASH =
      Pattern.compile("(\\d{1,2})/(\\d{1,2})-(?:19|20)\\d\\d(?![\\w/-])");

  @Override
  public boolean mayFind(ScannedText text) {
    return text.groups() > 1;
  }

  @Override
  public void find(ScannedText text, List<PiiEntity> found) {
    Matcher matcher = STAMP.matcher(text.text()).useTransparentBounds(true);
    for (int group = 0; group + 1 < text.groups(); group++) {
      int start = text.groupStart(group);
      if (text.startsNumber(start) && text.at(start - 1) != '/') {
        matcher.region(start, text.length());
        double confidence = text.groupLength(group) > 2 ? stamp(matcher) : day(matcher);
        if (confidence > 0) {
          found.add(new PiiEntity(PiiType.DATE_TIME, start, matcher.end(), confidence));
        }
      }
    }
  }

  private static double stamp(Matcher matcher) {
    return matcher.usePattern(STAMP).lookingAt() ? FULL : 0;
  }

  private static double day(Matcher matcher) {
    if (matcher.usePattern(STROKE_AND_DASH).lookingAt()) {
      return DateFinder.isMonthAndDay(value(matcher, 1), value(matcher, 2)) ? FULL : 0;
    }
    boolean lettered =
        matcher.usePattern(MONTH_IN_LETTERS).lookingAt()
            && DateFinder.isDay(value(matcher, 1))
            && Months.isMonth(matcher.group(2));
    if (!lettered) {
      return 0;
    }
    return matcher.group(3).length() == 4 ? FULL : DAY;
  }

  private static int value(Matcher matcher, int group) {
    return Integer.parseInt(matcher.group(group));
  }
}
