package io.semanticrouter.security.pii;

import io.semanticrouter.config.PiiType;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Days without a year, in numbers: {@code Tues 4/15}, {@code 24/3, 9:10}, {@code am 24.12.}. Two
 * numbers with a stroke are a fraction as often, so there is no match without a weekday or a word
 * before them, a time of day behind, another day from or to which they reach, or, of what no
 * fraction has, a day that was found elsewhere.
 */
final class ShortDateFinder implements EntityFinder {
  /** As of another day without its year, see {@link DateFinder}. */
  private static final double CONFIDENCE = 0.7;

  private static final int MONTHS = 12;

  /** How far behind a day the patterns may look: bounds their cost. */
  private static final int REACH = 32;

  private static final Pattern DAY =
      Pattern.compile("(\\d{1,2})(?:/(\\d{1,2})(?![\\w/%:]|[.,]\\d)|\\.(\\d{1,2})\\.(?!\\d))");

  /** Between a day and its time; words part the two. */
  private static final Pattern JOINT = Pattern.compile(",? ((?:at|@|um|à|om|a las) )?");

  private static final Pattern REACHES =
      Pattern.compile(" ?(?:to|and|or|until|und|bis|au|et|al|y|-|–) ?|, (?:and )?");

  private static final ContextWords STROKE =
      new ContextWords(
          10,
          "on|due|by|until|till|through|thru|since|before|after|dated|deadline|starts|starting|ends"
              + "|ending|arriving|leaving|ordered|placed|shipped|delivered|posted|filed|received|reported|signed"
              + "|le|el|il|del|dal|op|den|previsto");

  /** Right before a day that no fraction has, as few have a part over twelve. */
  private static final ContextWords LATE =
      new ContextWords(
          12, "free|available|away|out|off|closed|back|open|scheduled|visit|was|came|arrived|now");

  /** Before "by", what makes a share of it. */
  private static final ContextWords SHARE =
      new ContextWords(
          32,
          "increase|increased|reduce|reduced|cut|scale|multiply|multiplied|divide|divided|grew|fell|drop");

  private static final ContextWords DOTS = new ContextWords(6, "am|vom|bis|zum|ab|seit|den|dem");
  private static final ContextWords FROM =
      new ContextWords(10, "from|between|von|zwischen|du|dal|entre|del");
  private static final ContextWords FRACTION =
      new ContextWords(
          14,
          "inch|inches|cup|cups|tsp|tbsp|mile|miles|full|time|majority|scale|stars|points|odds"
              + "|plywood|pound|hour|hours|basis");

  /**
   * A day as it is written.
   *
   * @param dots true of {@code 24.12.}, false of {@code 24/12}
   * @param late with a stroke, and one of the two is no month, so that they make no common fraction
   */
  private record Day(int start, int end, boolean dots, boolean late) {}

  /** Right behind a part of something. */
  private static final Pattern OF = Pattern.compile(" (?:of|des|du)\\b");

  @Override
  public boolean mayFind(ScannedText text) {
    return text.groups() > 1;
  }

  @Override
  public void find(ScannedText text, List<PiiEntity> found) {
    Matcher matcher = DAY.matcher(text.text()).useTransparentBounds(true);
    int last = -1; // where the day before ends
    boolean stroke = false;
    List<PiiEntity> alike = new ArrayList<>();
    for (int group = 0; group + 1 < text.groups(); group++) {
      int start = text.groupStart(group);
      Day day =
          text.startsNumber(start) && text.at(start - 1) != '/' ? dayAt(matcher, start) : null;
      if (day == null) {
        continue;
      }
      int weekday = Months.weekdayBefore(text, start);
      boolean told = weekday < start || isTold(text, matcher, day, last);
      boolean joint = looksAt(JOINT, matcher, day.end);
      boolean parted = joint && matcher.group(1) != null;
      int time = joint ? timeEnd(matcher, matcher.end()) : -1;
      boolean fraction = FRACTION.after(text, day.end) || looksAt(OF, matcher, day.end);
      if (time >= 0 || (told && !fraction)) {
        int whole = time < 0 || parted ? day.end : time;
        found.add(new PiiEntity(PiiType.DATE_TIME, weekday, whole, CONFIDENCE));
        last = day.end;
        group++;
        stroke |= !day.dots;
      } else if (day.late && !fraction) {
        alike.add(new PiiEntity(PiiType.DATE_TIME, start, day.end, CONFIDENCE));
      }
    }
    if (stroke) {
      found.addAll(alike);
    }
  }

  /** The day that begins here, or null. */
  private static Day dayAt(Matcher matcher, int start) {
    if (!looksAt(DAY, matcher, start)) {
      return null;
    }
    boolean dots = matcher.group(2) == null;
    int first = Integer.parseInt(matcher.group(1));
    int second = Integer.parseInt(matcher.group(dots ? 3 : 2));
    boolean always = first == 24 && second == 7;
    return always || !DateFinder.isMonthAndDay(first, second)
        ? null
        : new Day(start, matcher.end(), dots, !dots && Math.max(first, second) > MONTHS);
  }

  /** True if words before it say that it is a day, or another one from or to which it reaches. */
  private static boolean isTold(ScannedText text, Matcher matcher, Day day, int last) {
    boolean word = (day.dots ? DOTS : STROKE).rightBefore(text, day.start);
    return (word && !SHARE.before(text, day.start))
        || (day.late && LATE.rightBefore(text, day.start))
        || (last >= 0 && reachesTo(matcher, last, day.start))
        || (FROM.rightBefore(text, day.start) && reachesOn(matcher, day.end));
  }

  private static boolean reachesTo(Matcher matcher, int last, int start) {
    return looksAt(REACHES, matcher, last) && matcher.end() == start;
  }

  private static boolean reachesOn(Matcher matcher, int end) {
    return looksAt(REACHES, matcher, end) && dayAt(matcher, matcher.end()) != null;
  }

  /** Where a time ends that begins here, or -1. */
  private static int timeEnd(Matcher matcher, int from) {
    matcher.reset();
    matcher.region(from, Math.min(matcher.regionEnd(), from + REACH));
    return ClockTimes.end(matcher);
  }

  private static boolean looksAt(Pattern pattern, Matcher matcher, int from) {
    matcher.usePattern(pattern).reset();
    int length = matcher.regionEnd();
    matcher.region(from, Math.min(length, from + REACH));
    return matcher.lookingAt();
  }
}
