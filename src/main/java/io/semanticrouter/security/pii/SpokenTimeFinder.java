package io.semanticrouter.security.pii;

import io.semanticrouter.config.PiiType;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times of day in English words: {@code half past six}, {@code quarter to nine}. */
final class SpokenTimeFinder implements EntityFinder {
  /** As of another time of day, see {@link DateFinder}. */
  private static final double CONFIDENCE = 0.7;

  private static final String HOUR =
      "(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)";
  private static final Pattern SPOKEN =
      Pattern.compile(
          "\\b(?:(?:half past|(?:a )?quarter (?:past|to)|(?:five|ten|twenty|twenty-five)"
              + "(?: minutes)? past|(?:five|ten|twenty|twenty-five) minutes to) "
              + HOUR
              + "\\b|"
              + HOUR
              + " o['’]clock\\b)",
          Pattern.CASE_INSENSITIVE);

  @Override
  public boolean mayFind(ScannedText text) {
    String words = text.text();
    return words.contains(" past ")
        || words.contains("uarter to ")
        || words.contains(" minutes to ")
        || words.contains("clock");
  }

  @Override
  public void find(ScannedText text, List<PiiEntity> found) {
    for (Matcher matcher = SPOKEN.matcher(text.text()); matcher.find(); ) {
      found.add(new PiiEntity(PiiType.DATE_TIME, matcher.start(), matcher.end(), CONFIDENCE));
    }
  }
}
