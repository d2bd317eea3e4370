package io.semanticrouter.security.pii;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Times of day: {@code 16:30}, {@code 9:30 a.m.}, {@code 3pm}, {@code 14.00 uur}, {@code 8h30},
 * {@code 5 o'clock}, {@code 2243 hrs}, with a zone or without, and from one to another. Two numbers
 * with a colon may be a ratio, a result, a verse or a line of a file as well: the words beside them
 * tell.
 */
final class ClockTimes {
  private static final String HOUR = "(?:[01]?\\d|2[0-3])";
  private static final String HALF = " ?(?:[ap]\\.m\\.|[ap]m\\b)";
  private static final String MARK =
      "(?:"
          + HALF
          + "|[ap]\\b| (?:Uhr|uur|h|hrs|horas)\\b| in the (?:morning|afternoon|evening)\\b)";
  private static final String COLON =
      HOUR
          + ":[0-5]\\d(?::[0-5]\\d(?:[.,]\\d{1,9})?)?"
          + "(?:"
          + MARK
          + "|Z| ?[+-]\\d\\d:?\\d\\d)?(?!\\w|:\\w|\\.\\d|-\\p{L})";
  private static final String ZONE =
      "(?-i: (?:(?:UTC|GMT)(?:[+-]\\d\\d?(?::?\\d\\d)?)?|BST|CES?T|EES?T|IST|(?:[CEMP]|A[CEW]?|NZ|HK|J|K)[SD]T|[CEMP]T)\\b)?";
  private static final String OTHER =
      "(?:1[0-2]|0?[1-9])(?:\\.[0-5]\\d)?"
          + HALF
          + "|"
          + HOUR
          + "(?:\\.[0-5]\\d)? (?:Uhr(?: [0-5]\\d(?! ?\\p{L}))?|uur)\\b|"
          + HOUR
          + "(?:h| h )[0-5]\\d\\b|(?:1[0-2]|0?[1-9]) o['’]clock\\b|"
          + HOUR
          + " ?h (?:du matin|du soir|de l['’]après-midi)\\b|(?<=(?<!\\p{L})(?:à|vers|avant|après|dès) )"
          + HOUR
          + " ?h\\b|(?<=\\b(?:kl|kl\\.|klo|klockan|mellan|ore|alle) )"
          + HOUR
          + "[.][0-5]\\d\\b|(?<=\\b(?:kl|kl\\.|klo|klockan) )"
          + HOUR
          + "\\b(?![.,:]?\\d|%)|(?:1[0-2]|[1-9])(?:\\.[0-5]\\d)? (?:in the (?:morning|afternoon|evening)"
          + "|de la (?:mañana|tarde|noche|madrugada))\\b";

  /** {@code 2243 hrs}, and {@code 0630} behind such a word. */
  private static final String MILITARY =
      "(?:[01]\\d|2[0-3])[0-5]\\d ?hrs?\\b(?! of)"
          + "|(?<=\\b(?:at|about|around|by|until|till|since|from|before|after) )0\\d[0-5]\\d\\b(?![-/.]\\w)";

  private static final Pattern TIME =
      Pattern.compile(
          "(?:" + COLON + "|" + OTHER + "|" + MILITARY + ")" + ZONE, Pattern.CASE_INSENSITIVE);
  private static final Pattern DASH = Pattern.compile(" ?[-–] ?");

  /** What makes two numbers with a colon a ratio or a result, near them and right before. */
  private static final ContextWords NEAR =
      new ContextWords(
          16,
          "ratio|slope|scale|odds|dilution|dilute|diluted|mix|mixed|aspect|score|scored|pace|lap"
              + "|split|verse|surah|quran|duré|durée|dure|marathon");

  private static final ContextWords BEFORE =
      new ContextWords(
          13,
          "in|won|lost|beat|line|matthew|john|luke|acts|genesis|exodus|leviticus|deuteronomy|psalm|psalms|proverbs"
              + "|isaiah|jeremiah|romans|corinthians|galatians|ephesians|hebrews|revelation");
  private static final ContextWords AFTER =
      new ContextWords(
          12,
          "ratio|scale|odds|dilution|mix|aspect|pace|shadow|per km|per mile|de trajet|de route|de vol|min");

  private static final String CUE = " --> ";

  /** What may follow a day with its time: {@code Jan 14 16:02:33 2025 +0100}. */
  private static final Pattern YEAR_LAST =
      Pattern.compile(" (?:19|20)\\d\\d(?: [+-]\\d{4})?(?!\\w)");

  /** {@code 0712} right behind a date, where it counts nothing. */
  private static final Pattern BARE =
      Pattern.compile(" (?:[01]\\d|2[0-3])[0-5]\\d(?! ?[\\p{L}\\d%-]|[./,]\\d)");

  /** How far behind a date the patterns may look: bounds their cost. */
  private static final int REACH = 48;

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
   * Where a date ends with the time that follows it.
   *
   * @param date where it ends without one
   * @param ofYear true if it has its year
   * @param matcher as for {@link #end}
   */
  static int endBehind(ScannedText text, int date, boolean ofYear, Matcher matcher) {
    char joint = text.at(date);
    int next = date + (joint == ',' && text.at(date + 1) == ' ' ? 2 : 1);
    boolean joined = joint == 'T' || joint == ' ' || joint == ':' || next > date + 1;
    if (!joined || next >= text.length()) {
      return date;
    }
    matcher.region(next, Math.min(text.length(), next + REACH));
    int time = end(matcher);
    if (time < 0) {
      return ofYear ? further(BARE, text, date, matcher) : date;
    }
    return ofYear ? time : further(YEAR_LAST, text, time, matcher);
  }

  private static int further(Pattern pattern, ScannedText text, int end, Matcher matcher) {
    matcher.region(end, Math.min(text.length(), end + REACH));
    return matcher.usePattern(pattern).lookingAt() ? matcher.end() : end;
  }

  /** {@code 00:00:01,200 --> 00:00:04,040}: when a subtitle is shown. */
  private static boolean isCue(ScannedText text, int start, int end) {
    return text.text().startsWith(CUE, end) || text.text().startsWith(CUE, start - CUE.length());
  }

  /** True unless what stands around says that this is a ratio, a result or a place in a file. */
  static boolean isTime(ScannedText text, int start, int end) {
    if (AFTER.after(text, end)) {
      return false;
    }
    boolean marked = !ScannedText.isDigit(text.at(end - 1));
    boolean inFile = text.at(start - 1) == ':' || text.at(end) == '/' || isCue(text, start, end);
    return marked || !(inFile || NEAR.before(text, start) || BEFORE.rightBefore(text, start));
  }
}
