package io.semanticrouter.security.pii;

import io.semanticrouter.config.PiiType;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * US driver's licenses in the few formats that need no words beside them: Washington's {@code WDL}
 * and nine letters or digits, and an initial with digits in groups that are always written so
 * (Florida, Illinois, Maryland, Michigan, Minnesota, New Jersey, Wisconsin).
 */
final class LicenseFormatFinder implements EntityFinder {
  private static final String WASHINGTON = "WDL";
  private static final Pattern FORMAT =
      Pattern.compile(
          "(?:WDL(?=(?:[A-Z]*\\d){3})[A-Z\\d]{9}"
              + "|[A-Z](?:-?\\d{3}-\\d{3}-\\d{3}-\\d{3}|\\d{3}-\\d{3}-\\d{2}-\\d{3}-\\d"
              + "|\\d{3}-\\d{4}-\\d{4}(?:-\\d{2})?|\\d{4} \\d{5} \\d{5}))(?![\\w-])");
  private static final int FEWEST_DIGITS = 3;
  private static final double CONFIDENCE = 0.85;

  @Override
  public boolean mayFind(ScannedText text) {
    return text.digits() >= FEWEST_DIGITS;
  }

  @Override
  public void find(ScannedText text, List<PiiEntity> found) {
    Matcher matcher = FORMAT.matcher(text.text()).useTransparentBounds(true);
    int start = text.text().indexOf(WASHINGTON);
    while (start >= 0) {
      at(text, start, matcher, found);
      start = text.text().indexOf(WASHINGTON, start + 1);
    }
    for (int group = 0; group < text.groups(); group++) {
      if (text.groupLength(group) == 3 || text.groupLength(group) == 4) {
        int digits = text.groupStart(group);
        at(text, text.at(digits - 1) == '-' ? digits - 2 : digits - 1, matcher, found);
      }
    }
  }

  private static void at(ScannedText text, int start, Matcher matcher, List<PiiEntity> found) {
    if (start < 0 || !text.startsNumber(start)) {
      return;
    }
    matcher.region(start, text.length());
    if (matcher.lookingAt()) {
      found.add(new PiiEntity(PiiType.US_DRIVER_LICENSE, start, matcher.end(), CONFIDENCE));
    }
  }
}
