package io.semanticrouter.security.pii;

import io.semanticrouter.config.PiiType;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Dates, with the time of day where it is written together with them. How personal a date is
 * depends on how exact it is, and the confidence says so: a date of birth {@value #BIRTH}, another
 * day of a year {@value #FULL}, a day without its year or with two digits of it, a month of a year
 * or a time of day {@value #DAY}, and what may be another thing ("1.12.24", "may 5", a ratio)
 * {@value #SHAPE}. What lies before {@value #FIRST_YEAR} is history.
 */
final class DateFinder implements EntityFinder {
  private static final double BIRTH = 0.9;
  private static final double FULL = 0.75;
  private static final double DAY = 0.7;
  private static final double SHAPE = 0.6;
  private static final int FIRST_YEAR = 1900;
  private static final int LAST_YEAR = 2099;
  private static final ContextWords WORDS =
      new ContextWords(
          36,
          "born|dob|d.o.b|d.o.b.|date of birth|birth date|birthdate|birthday|bday|b-day|birth"
              + "|geb|geboren|geburtsdatum|né le|née le|date de naissance|nato il|nata il"
              + "|data di nascita|nacido|nacida|fecha de nacimiento|data de nascimento|född|født"
              + "|syntynyt|date_of_birth|birth_date|dateofbirth");

  /** Right before numbers with a year of two digits, which without them may be a version. */
  private static final ContextWords DATED =
      new ContextWords(
          10,
          "on|since|until|till|due|by|before|after|from|dated|towed|am|vom|bis|seit|le|du|au|el|desde"
              + "|hasta|il|dal|op|vanaf|den");

  private static final ContextWords LABEL = new ContextWords(8, "date|datum|fecha|data");

  private static final ContextWords EXPIRES =
      new ContextWords(
          16,
          "exp|expires|expiry|expired|expiration|valid thru|valid until|gültig bis|best before|bbe|mhd");

  /** {@code 1990-05-12}, {@code 12/5/1990}, {@code 5.12.90}, {@code 11/May/2024}. */
  private static final Pattern NUMERIC =
      Pattern.compile(
          "(\\d{1,4})([-/.])(\\d{1,2}|\\p{L}{3})\\2(\\d{4}|\\d{1,2})(?!(?!T\\d\\d:)[\\w/-]|\\.\\d)");

  /**
   * {@code 12 May 1990}, {@code 12th of May, 1990}, {@code 8 décembre}, {@code 12-May-90}, {@code 4
   * au 18 mars}.
   */
  private static final Pattern DAY_FIRST =
      Pattern.compile(
          "(?:\\d{1,2}\\.? ?(?:[-–]|to|bis|au|al) ?)?"
              + "(\\d{1,2})(?:(?:st|nd|rd|th|er)\\b|[.º°])?(?:\\s?(?:(?:day )?of|de|d')\\s|[ -])"
              + "(\\p{L}{3,12})\\b(?!-\\p{L})(?:\\.?(?:, ?| de | of | |-)(\\d{4})(?!\\w)| ['’]\\d\\d\\b"
              + "|(?<=[ -]\\p{L}{3}) [0-3]\\d\\b(?!:\\d|[.,/-]\\d))?");

  /**
   * What follows the name of a month: {@code 12}, {@code 12th}, {@code 12, 1990}, {@code 12 '90}.
   */
  private static final Pattern DAY_LAST =
      Pattern.compile(
          "(\\d{1,2})(?:st|nd|rd|th)?(?!\\w|[:.,]\\d)(?:,? (?:(\\d{4})(?!\\w)|['’]\\d\\d\\b))?");

  /** Between a month and its year. */
  private static final List<String> JOINTS = List.of(" de ", " del ", " of ");

  private static final Pattern YEAR = Pattern.compile("\\d{4}");

  /** {@code 2023年11月3日}, {@code 5月20日}. */
  private static final Pattern HAN = Pattern.compile("(?:(\\d{4})年)?(\\d{1,2})月(\\d{1,2})日");

  /** A month, as of when a card expires or somebody began: {@code 11/25}, {@code 05/2023}. */
  private static final Pattern MONTH =
      Pattern.compile("(?:0[1-9]|1[0-2])/(19|20)?\\d\\d(?![\\w/])");

  /** Before a month of a year in numbers, which is a file's or a law's number as often. */
  private static final ContextWords PERIODS =
      new ContextWords(
          10,
          "since|from|in|until|till|to|through|and|issued|dated|joined|started|bis|seit|von|ab|depuis"
              + "|desde|hasta|dal");

  /** How far behind an anchor the patterns may look: bounds their cost. */
  private static final int REACH = 48;

  @Override
  public boolean mayFind(ScannedText text) {
    return text.groups() > 0;
  }

  @Override
  public void find(ScannedText text, List<PiiEntity> found) {
    Matcher matcher = NUMERIC.matcher(text.text()).useTransparentBounds(true);
    int first = found.size();
    int done = 0;
    for (int group = 0; group < text.groups(); group++) {
      int start = text.groupStart(group);
      if (start < done || !text.startsNumber(start) || text.at(start - 1) == '/') {
        continue;
      }
      PiiEntity date = at(text, start, matcher);
      if (date != null) {
        found.add(date);
        done = date.end();
      }
    }
    raiseAlike(text, found.subList(first, found.size()));
  }

  /** Beside a day of a year, {@code 14.02.61} is one, too, as in a table. */
  private static void raiseAlike(ScannedText text, List<PiiEntity> dates) {
    if (dates.stream().anyMatch(date -> date.confidence() >= FULL)) {
      dates.replaceAll(date -> isShortNumeric(text, date) ? atLeastDay(date) : date);
    }
  }

  private static boolean isShortNumeric(ScannedText text, PiiEntity date) {
    char separator = text.at(date.start() + 2);
    return "/.-".indexOf(separator) >= 0
        && date.end() - date.start() == "14.02.61".length()
        && text.at(date.start() + 5) == separator;
  }

  private static PiiEntity at(ScannedText text, int start, Matcher matcher) {
    matcher.region(start, Math.min(text.length(), start + REACH));
    if (matcher.usePattern(NUMERIC).lookingAt()) {
      double confidence = numeric(matcher);
      if (confidence == 0) {
        return null;
      }
      int weekday = Months.weekdayBefore(text, start);
      PiiEntity date = date(text, weekday, matcher, confidence);
      if (date.confidence() >= DAY) {
        return date;
      }
      boolean told = weekday < start || DATED.rightBefore(text, start) || LABEL.before(text, start);
      return told ? atLeastDay(date) : date;
    }
    int time = ClockTimes.end(matcher);
    if (time >= 0) {
      return entity(start, time, ClockTimes.isTime(text, start, time) ? DAY : SHAPE);
    }
    if (matcher.usePattern(MONTH).lookingAt()) {
      double confidence = month(text, start, matcher.group(1) != null);
      if (confidence > 0) {
        return entity(start, matcher.end(), confidence);
      }
    }
    if (matcher.usePattern(HAN).lookingAt()
        && isMonthAndDay(value(matcher, 2), value(matcher, 3))) {
      return date(text, start, matcher, matcher.group(1) == null ? DAY : FULL);
    }
    if (matcher.usePattern(DAY_FIRST).lookingAt() && isDay(value(matcher, 1))) {
      boolean sure = DATED.rightBefore(text, start);
      double confidence = worded(matcher.group(2), value(matcher, 3), sure);
      if (confidence > 0) {
        return date(text, Months.weekdayBefore(text, start), matcher, confidence);
      }
    }
    return monthFirst(text, start, matcher);
  }

  /** The confidence in a month of a year, in numbers, that stands here. */
  private static double month(ScannedText text, int start, boolean wholeYear) {
    if (EXPIRES.before(text, start)) {
      return FULL;
    }
    int label = text.at(start - 2) == ':' ? start - 1 : start;
    boolean period = text.at(start - 1) == '(' || PERIODS.rightBefore(text, label);
    return wholeYear && period ? DAY : 0;
  }

  private static double numeric(Matcher matcher) {
    int first = value(matcher, 1);
    int last = value(matcher, 4);
    boolean worded = !ScannedText.isDigit(matcher.group(3).charAt(0));
    if (worded) {
      int year = matcher.group(4).length() == 2 ? -1 : last;
      return isDay(first) ? worded(matcher.group(3), year, true) : 0;
    }
    int middle = value(matcher, 3);
    if (matcher.end(1) - matcher.start(1) == 4) {
      return isYear(first) && isMonthAndDay(middle, last) ? FULL : 0;
    }
    if (!isMonthAndDay(first, middle)) {
      return 0;
    }
    return switch (matcher.group(4).length()) {
      case 4 -> isYear(last) ? FULL : 0;
      case 2 -> matcher.group(2).equals("/") ? DAY : SHAPE;
      default -> 0;
    };
  }

  /** The confidence in a day with the name of its month; {@code year} is -1 where there is none. */
  private static double worded(String month, int year, boolean sure) {
    if (!Months.isMonth(month) || (year >= 0 && !isYear(year))) {
      return 0;
    }
    if (year >= 0) {
      return FULL;
    }
    return sure || !Months.isAmbiguous(month) ? DAY : SHAPE;
  }

  private static PiiEntity monthFirst(ScannedText text, int start, Matcher matcher) {
    int month = Months.before(text, start);
    if (month < 0) {
      return monthOfYear(text, start, matcher);
    }
    String name = text.text().substring(month, start).strip();
    if (matcher.usePattern(DAY_LAST).lookingAt() && isDay(value(matcher, 1))) {
      boolean ordinal = !ScannedText.isDigit(text.at(matcher.end() - 1));
      double confidence = worded(name, value(matcher, 2), ordinal);
      return confidence == 0
          ? null
          : date(text, Months.weekdayBefore(text, month), matcher, confidence);
    }
    boolean year = isYearAt(text, start, matcher);
    return year ? entity(month, matcher.end(), Months.isAmbiguous(name) ? SHAPE : DAY) : null;
  }

  /** {@code diciembre de 2024} and {@code Mar '24}: more than a blank between month and year. */
  private static PiiEntity monthOfYear(ScannedText text, int start, Matcher matcher) {
    boolean shortYear = "'’".indexOf(text.at(start - 1)) >= 0;
    int month = Months.before(text, shortYear ? start - 1 : beforeJoint(text, start));
    if (month < 0) {
      return null;
    }
    int end = start + "24".length();
    if (shortYear) {
      boolean digits = ScannedText.isDigit(text.at(end - 1)) && text.endsNumber(end);
      return digits ? entity(month, end, DAY) : null;
    }
    return isYearAt(text, start, matcher) ? entity(month, matcher.end(), DAY) : null;
  }

  /** Behind the blank where a word begins that joins a month to the year here; else the year. */
  private static int beforeJoint(ScannedText text, int year) {
    for (String joint : JOINTS) {
      int start = year - joint.length();
      if (text.text().startsWith(joint, start)) {
        return start + 1;
      }
    }
    return year;
  }

  private static boolean isYearAt(ScannedText text, int start, Matcher matcher) {
    matcher.region(start, Math.min(text.length(), start + REACH));
    return matcher.usePattern(YEAR).lookingAt()
        && text.endsNumber(matcher.end())
        && isYear(Integer.parseInt(matcher.group()));
  }

  /** The date that was matched, with a time of day that follows, and sure beside words of birth. */
  private static PiiEntity date(ScannedText text, int start, Matcher matcher, double confidence) {
    int date = matcher.end();
    int end = ClockTimes.endBehind(text, date, confidence == FULL, matcher);
    if (confidence != DAY && WORDS.before(text, start)) {
      return entity(start, end, BIRTH);
    }
    PiiEntity whole = entity(start, end, confidence);
    return end > date ? atLeastDay(whole) : whole;
  }

  private static PiiEntity atLeastDay(PiiEntity date) {
    return date.confidence() >= DAY ? date : entity(date.start(), date.end(), DAY);
  }

  private static PiiEntity entity(int start, int end, double confidence) {
    return new PiiEntity(PiiType.DATE_TIME, start, end, confidence);
  }

  static boolean isDay(int day) {
    return day >= 1 && day <= 31;
  }

  static boolean isMonthAndDay(int a, int b) {
    return a >= 1 && b >= 1 && Math.min(a, b) <= 12 && Math.max(a, b) <= 31;
  }

  private static boolean isYear(int year) {
    return year >= FIRST_YEAR && year <= LAST_YEAR;
  }

  private static int value(Matcher matcher, int group) {
    return matcher.group(group) == null ? -1 : Integer.parseInt(matcher.group(group));
  }
}
