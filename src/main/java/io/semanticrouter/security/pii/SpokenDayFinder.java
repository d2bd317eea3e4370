package io.semanticrouter.security.pii;

import io.semanticrouter.config.PiiType;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Days in English words, as dictated: {@code the fifth of June}, {@code October ninth}. May and
 * March are verbs as well and left out.
 */
final class SpokenDayFinder implements EntityFinder {
  /** As of another day without its year, see {@link DateFinder}. */
  private static final double CONFIDENCE = 0.7;

  private static final String ORDINAL =
      "(?:(?:(?:twenty|thirty)[- ])?"
          + "(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)"
          + "|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth"
          + "|eighteenth|nineteenth|twentieth|thirtieth)";
  private static final String MONTH =
      "(?:january|february|april|june|july|august|september|october|november|december)";

  /** What is in every such text: the months without their first letter. */
  private static final List<String> SIGNS =
      List.of(
          "anuary",
          "ebruary",
          "pril",
          "une",
          "uly",
          "ugust",
          "eptember",
          "ctober",
          "ovember",
          "ecember");

  private static final Pattern DAY =
      Pattern.compile(
          "\\b(?:"
              + ORDINAL
              + "(?: day)? of "
              + MONTH
              + "|"
              + MONTH
              + " "
              + ORDINAL
              + ")\\b(?!['’]s)",
          Pattern.CASE_INSENSITIVE);

  @Override
  public boolean mayFind(ScannedText text) {
    for (String sign : SIGNS) {
      if (text.text().contains(sign)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void find(ScannedText text, List<PiiEntity> found) {
    for (Matcher matcher = DAY.matcher(text.text()); matcher.find(); ) {
      found.add(new PiiEntity(PiiType.DATE_TIME, matcher.start(), matcher.end(), CONFIDENCE));
    }
  }
}
