package io.semanticrouter.security.pii;

import io.semanticrouter.config.PiiType;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Times of day in words: {@code half past six}, {@code quarter to nine}, {@code six thirty pm},
 * {@code half vijf}, {@code viertel nach drei}, {@code midi et quart}.
 */
final class SpokenTimeFinder implements EntityFinder {
  /** As of another time of day, see {@link DateFinder}. */
  private static final double CONFIDENCE = 0.7;

  private static final String HOUR =
      "(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)";
  private static final String MINUTES = "(?:fifteen|twenty|thirty|forty[- ]five)";
  private static final String UUR = "(?:twee|drie|vier|vijf|zes|zeven|acht|negen|tien|twaalf)";
  private static final String UHR =
      "(?:eins|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf)";

  /** One of them is in every such text. */
  private static final List<String> SIGNS =
      List.of(
          " past ",
          "uarter to ",
          " minutes to ",
          "clock",
          "thirty",
          "fifteen",
          "forty",
          " pm",
          "p.m.",
          "half ",
          "halb ",
          "wart ",
          "iertel ",
          "midi ",
          "minuit ");

  private static final Pattern SPOKEN =
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
              + " "
              + MINUTES
              + "\\b|(?:half|kwart (?:over|voor)) "
              + UUR
              + "\\b|(?:halb|viertel (?:vor|nach)) "
              + UHR
              + "\\b|\\b(?:midi|minuit) (?:et (?:quart|demie?)|moins le quart)\\b)",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CHARACTER_CLASS);

  @Override
  public boolean mayFind(ScannedText text) {
    String words = text.text();
    for (String sign : SIGNS) {
      if (words.contains(sign)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void find(ScannedText text, List<PiiEntity> found) {
    for (Matcher matcher = SPOKEN.matcher(text.text()); matcher.find(); ) {
      found.add(new PiiEntity(PiiType.DATE_TIME, matcher.start(), matcher.end(), CONFIDENCE));
    }
  }
}
