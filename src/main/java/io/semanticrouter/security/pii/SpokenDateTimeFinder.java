package io.semanticrouter.security.pii;

import io.semanticrouter.config.PiiType;
import java.util.BitSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Days and times of day in words, as dictated: {@code the fifth of June}, {@code October ninth};
 * {@code half past six}, {@code six thirty pm}, {@code half vijf}, {@code viertel nach drei},
 * {@code midi et quart}.
 */
final class SpokenDateTimeFinder implements EntityFinder {
  /** As of a day without its year and of another time of day, see {@link DateFinder}. */
  private static final double CONFIDENCE = 0.7;

  private static final String ORDINAL =
      "(?:(?:(?:twenty|thirty)[- ])?"
          + "(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)"
          + "|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth"
          + "|eighteenth|nineteenth|twentieth|thirtieth)";

  /** May and March are verbs as well, and months behind an ordinal alone. */
  private static final String MONTH =
      "(?:january|february|april|june|july|august|september|october|november|december)";

  private static final String YEAR = "(?:,? (?:19|20)\\d\\d\\b)?";

  private static final String HOUR =
      "(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)";
  private static final String MINUTES = "(?:fifteen|twenty|thirty|forty[- ]five)";
  private static final String UUR = "(?:twee|drie|vier|vijf|zes|zeven|acht|negen|tien|twaalf)";
  private static final String UHR =
      "(?:eins|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf)";

  /** Ends of months are the signs of days. */
  static final SpokenDateTimeFinder DAYS =
      new SpokenDateTimeFinder(
          List.of("uary", "pril", "une", "uly", "ugust", "ember", "ctober", " of Ma", " of ma"),
          Pattern.compile(
              "\\b(?:"
                  + ORDINAL
                  + "(?: day)? of (?:may|march|"
                  + MONTH
                  + ")|"
                  + MONTH
                  + " "
                  + ORDINAL
                  + ")\\b(?!['’]s)"
                  + YEAR,
              // Without it \b looks back over all accents before it, at each of them.
              Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CHARACTER_CLASS));

  static final SpokenDateTimeFinder TIMES =
      new SpokenDateTimeFinder(
          List.of(
              " past ",
              "uarter to ",
              " minutes to ",
              "clock",
              "thirty",
              "fifteen",
              "forty",
              "twenty",
              " am",
              " AM",
              " pm",
              " PM",
              "a.m.",
              "A.M.",
              "p.m.",
              "P.M.",
              "alf ",
              "alb ",
              "wart ",
              "iertel ",
              "idi ",
              "oon",
              "idnight",
              "in the mor",
              "in the aft",
              "in the eve",
              "inuit "),
          Pattern.compile(
              "\\b(?:(?:half past|(?:a )?quarter (?:past|to)|(?:five|ten|twenty|twenty-five)"
                  + "(?: minutes)? past|(?:five|ten|twenty|twenty-five) minutes to) "
                  + HOUR
                  + "\\b|"
                  + HOUR
                  + " o['’]clock\\b|"
                  + HOUR
                  + "(?: "
                  + MINUTES
                  + ")? ?(?:[ap]m\\b|[ap]\\.m\\.)|(?<=\\b(?:at|since|about|around|by|until|till) )"
                  + HOUR
                  + "(?:(?: "
                  + MINUTES
                  + ")? in the (?:morning|afternoon|evening)\\b| "
                  + MINUTES
                  + "\\b)"
                  + "|(?<=\\b(?:at|about|around|before|after|by|to|until|till|close) )(?:noon|midnight)\\b|\\b12 (?:noon|midnight)\\b"
                  + "|(?:half|kwart (?:over|voor)) "
                  + UUR
                  + "\\b|(?:halb|viertel (?:vor|nach)) "
                  + UHR
                  + "\\b|\\b(?:midi|minuit) (?:et (?:quart|demie?)|moins le quart)\\b)",
              Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CHARACTER_CLASS));

  /** No match is longer: {@code twenty-seventh day of September, 2024} has 37 characters. */
  private static final int LONGEST = 64;

  private final List<String> signs;
  private final Pattern spoken;

  /**
   * @param signs one of them is in all that is found; some lack their first letter, which may be a
   *     capital
   */
  private SpokenDateTimeFinder(List<String> signs, Pattern spoken) {
    this.signs = signs;
    this.spoken = spoken;
  }

  @Override
  public boolean mayFind(ScannedText text) {
    return text.hasAny(signs);
  }

  /** Looks around the signs alone: elsewhere the expression would take its time for nothing. */
  @Override
  public void find(ScannedText scanned, List<PiiEntity> found) {
    String text = scanned.text();
    BitSet near = near(text);
    // A match may look at what stands before where it is looked for, and behind.
    Matcher matcher = spoken.matcher(text).useTransparentBounds(true).useAnchoringBounds(false);
    for (int from = near.nextSetBit(0); from >= 0; ) {
      int to = near.nextClearBit(from);
      matcher.region(from, to);
      while (matcher.find()) {
        found.add(new PiiEntity(PiiType.DATE_TIME, matcher.start(), matcher.end(), CONFIDENCE));
      }
      from = near.nextSetBit(to);
    }
  }

  /** The places that are no farther from a sign than a match is long. */
  private BitSet near(String text) {
    BitSet near = new BitSet(text.length());
    for (String sign : signs) {
      for (int at = text.indexOf(sign); at >= 0; at = text.indexOf(sign, at + 1)) {
        near.set(Math.max(0, at - LONGEST), Math.min(text.length(), at + LONGEST));
      }
    }
    return near;
  }
}
