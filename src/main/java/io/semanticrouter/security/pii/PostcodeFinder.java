package io.semanticrouter.security.pii;

import io.semanticrouter.config.PiiType;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * British, Canadian, Irish and Dutch postcodes: letters and digits in capitals, in the few orders
 * and with the letters that the Royal Mail, Canada Post, Eircode and PostNL use. Specific enough to
 * need no word beside them, the Dutch ones where they begin a line or a part of it.
 */
final class PostcodeFinder implements EntityFinder {
  /** A routing key and a unique identifier that mixes letters and digits: {@code R95 X0C4}. */
  private static final Pattern EIRCODE =
      Pattern.compile(
          "[AC-FHKNPRTV-Y](?:\\d\\d|6W) ?(?=[A-Z]*\\d)(?=\\d*[A-Z])"
              + "[AC-FHKNPRTV-Y\\d]{4}(?![\\w-])");

  /**
   * {@code , 1015 KH Amsterdam}, and without the blank before a town alone: no SA, SD or SS, nor
   * what numbers have behind them.
   */
  private static final Pattern DUTCH =
      Pattern.compile(
          "[1-9]\\d{3} ?(?!SA|SD|SS|AM|PM|AD|BC|BP|AH|CE|US|UK|EU|IU|IE|MB|GB|KB|TB|MW|GW|KW|HP|PS|CV|CC|CM"
              + "|KM|MM|ML|DL|KG|HZ|FT|AC|DC|VA|TI|XT|XP|VS|OF|ID|TV)[A-Z]{2}"
              + "(?:(?= \\p{Lu}\\p{Ll}{2})|(?<= [A-Z]{2})(?=[,.;)\\n]|$))");

  /** {@code QC H2Y2P5}: without its blank only behind a province. */
  private static final Pattern CANADIAN =
      Pattern.compile(
          "(?<=\\b(?:AB|BC|MB|NB|NL|NS|NT|NU|ON|PE|QC|SK|YT),? )[ABCEGHJ-NPRSTVXY]\\d[ABCEGHJ-NPRSTV-Z]\\d"
              + "[ABCEGHJ-NPRSTV-Z]\\d(?!\\w)");

  private static final double CONFIDENCE = 0.8;

  @Override
  public boolean mayFind(ScannedText text) {
    return text.groups() >= 1;
  }

  @Override
  public void find(ScannedText text, List<PiiEntity> found) {
    findIrish(text, found);
    findDutch(text, found);
    findCanadian(text, found);
    for (int group = 1; group < text.groups(); group++) {
      int inward = text.groupStart(group);
      if (text.groupLength(group) != 1 || text.at(inward - 1) != ' ') {
        continue;
      }
      int start = inward - 1;
      while (inward - start <= 5 && isCapitalOrDigit(text.at(start - 1))) {
        start--;
      }
      String outward = text.text().substring(start, inward - 1);
      if (ScannedText.isWord(text.at(start - 1))) {
        continue;
      }
      int end = isBritish(text, outward, inward) ? inward + 3 : -1;
      if (isCanadian(text, outward, inward)) {
        end = inward + 3;
      }
      if (end > 0 && !ScannedText.isWord(text.at(end))) {
        found.add(new PiiEntity(PiiType.ZIP_CODE, start, end, CONFIDENCE));
      }
    }
  }

  private static void findDutch(ScannedText text, List<PiiEntity> found) {
    Matcher matcher = DUTCH.matcher(text.text()).useTransparentBounds(true);
    for (int group = 0; group < text.groups(); group++) {
      int start = text.groupStart(group);
      if (text.groupLength(group) == 4 && beginsPart(text, start)) {
        addAt(text, start, matcher, found);
      }
    }
  }

  private static boolean beginsPart(ScannedText text, int start) {
    char before = text.at(text.at(start - 1) == ' ' ? start - 2 : start - 1);
    return ",;|\n\t(".indexOf(before) >= 0;
  }

  private static void findCanadian(ScannedText text, List<PiiEntity> found) {
    Matcher matcher = CANADIAN.matcher(text.text()).useTransparentBounds(true);
    for (int group = 0; group + 2 < text.groups(); group++) {
      int start = text.groupStart(group) - 1;
      if (start >= 0 && text.groupLength(group) == 1 && text.startsNumber(start)) {
        addAt(text, start, matcher, found);
      }
    }
  }

  private static void findIrish(ScannedText text, List<PiiEntity> found) {
    Matcher matcher = EIRCODE.matcher(text.text()).useTransparentBounds(true);
    for (int group = 0; group < text.groups(); group++) {
      int start = text.groupStart(group) - 1;
      if (text.groupLength(group) <= 2 && start >= 0 && text.startsNumber(start)) {
        addAt(text, start, matcher, found);
      }
    }
  }

  private static void addAt(ScannedText text, int start, Matcher matcher, List<PiiEntity> found) {
    matcher.region(start, text.length());
    if (matcher.lookingAt()) {
      found.add(new PiiEntity(PiiType.ZIP_CODE, start, matcher.end(), CONFIDENCE));
    }
  }

  /** A9, A99, AA9, AA99, A9A or AA9A, then 9AA without C, I, K, M, O and V. */
  private static boolean isBritish(ScannedText text, String outward, int inward) {
    StringBuilder shape = new StringBuilder(4);
    outward.chars().forEach(c -> shape.append(ScannedText.isDigit((char) c) ? '9' : 'A'));
    boolean known =
        switch (shape.toString()) {
          case "A9", "A99", "AA9", "AA99", "A9A", "AA9A" -> true;
          default -> false;
        };
    return known
        && isOf(text.at(inward + 1), "ABDEFGHJLNPQRSTUWXYZ")
        && isOf(text.at(inward + 2), "ABDEFGHJLNPQRSTUWXYZ");
  }

  /** A9A 9A9 without D, F, I, O, Q and U. */
  private static boolean isCanadian(ScannedText text, String outward, int inward) {
    return outward.length() == 3
        && isOf(outward.charAt(0), "ABCEGHJKLMNPRSTVXY")
        && ScannedText.isDigit(outward.charAt(1))
        && isOf(outward.charAt(2), "ABCEGHJKLMNPRSTVWXYZ")
        && isOf(text.at(inward + 1), "ABCEGHJKLMNPRSTVWXYZ")
        && ScannedText.isDigit(text.at(inward + 2));
  }

  private static boolean isOf(char c, String letters) {
    return letters.indexOf(c) >= 0;
  }

  private static boolean isCapitalOrDigit(char c) {
    return ScannedText.isDigit(c) || ScannedText.isCapital(c);
  }
}
