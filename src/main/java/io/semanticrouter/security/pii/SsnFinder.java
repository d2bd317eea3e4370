package io.semanticrouter.security.pii;

import io.semanticrouter.config.PiiType;
import java.util.List;

/**
 * US Social Security numbers: area, group and serial as the Social Security Administration issues
 * them (no area 000, 666 or 900 to 999, no group 00, no serial 0000). Nine digits in one run may be
 * anything and count only where words name them.
 */
final class SsnFinder implements EntityFinder {
  private static final int DIGITS = 9;
  private static final ContextWords WORDS =
      new ContextWords(
          50,
          "ssn|ssns|ssn's|ss#|social|social security|soc sec|social sec|seguro social|ss no|itin|tin"
              + "|taxpayer|w-2|1099");

  private static final ContextWords ADDRESS =
      new ContextWords(10, "suite|apt|apartment|unit|box|room|flat|lot");

  @Override
  public boolean mayFind(ScannedText text) {
    return text.digits() >= DIGITS;
  }

  @Override
  public void find(ScannedText text, List<PiiEntity> found) {
    for (int group = 0; group < text.groups(); group++) {
      int start = text.groupStart(group);
      if (!text.startsNumber(start)) {
        continue;
      }
      if (text.groupLength(group) == DIGITS) {
        addRun(text, group, found);
      } else if (text.groupLength(group) == 3) {
        addGrouped(text, group, found);
      }
    }
  }

  private static void addRun(ScannedText text, int group, List<PiiEntity> found) {
    int start = text.groupStart(group);
    int end = text.groupEnd(group);
    if (text.endsNumber(end)
        && isIssued(text, start, start + 3, start + 5)
        && WORDS.around(text, start, end)) {
      found.add(new PiiEntity(PiiType.US_SSN, start, end, 0.9));
    }
  }

  private static void addGrouped(ScannedText text, int group, List<PiiEntity> found) {
    char separator = text.at(text.groupEnd(group));
    if ((separator != '-' && separator != ' ' && separator != '.')
        || !text.joined(group, separator)
        || !text.joined(group + 1, separator)
        || text.groupLength(group + 1) != 2
        || text.groupLength(group + 2) != 4) {
      return;
    }
    int start = text.groupStart(group);
    int end = text.groupEnd(group + 2);
    boolean within =
        text.joined(group + 2, separator) || (group > 0 && text.joined(group - 1, separator));
    if (!text.endsNumber(end)
        || within
        || text.at(end) == '-'
        || text.at(start - 1) == '+'
        || !isIssued(text, start, text.groupStart(group + 1), text.groupStart(group + 2))) {
      return;
    }
    boolean named = WORDS.around(text, start, end);
    if (!named && separator == ' ' && ADDRESS.before(text, start)) {
      return;
    }
    double bare =
        switch (separator) {
          case '-' -> 0.9;
          case ' ' -> 0.75;
          default -> 0.5;
        };
    found.add(new PiiEntity(PiiType.US_SSN, start, end, named ? 0.99 : bare));
  }

  private static boolean isIssued(ScannedText text, int area, int group, int serial) {
    int areaNumber = Integer.parseInt(text.text(), area, area + 3, 10);
    int groupNumber = Integer.parseInt(text.text(), group, group + 2, 10);
    int serialNumber = Integer.parseInt(text.text(), serial, serial + 4, 10);
    return areaNumber > 0
        && areaNumber != 666
        && areaNumber < 900
        && groupNumber > 0
        && serialNumber > 0;
  }
}
