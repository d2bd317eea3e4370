package io.semanticrouter.security.pii;

import io.semanticrouter.config.PiiType;
import java.util.List;

/**
 * US driver's licenses: the first number behind words that announce one, and further ones of its
 * form close behind. The states' formats (up to three letters, then 4 to 14 digits, at times a
 * letter at the end) are too loose to tell a license from any other code, so there is no match
 * without the words.
 */
final class DriverLicenseFinder implements EntityFinder {
  private static final int MAX_LETTERS = 3;
  private static final int MIN_DIGITS = 5;
  private static final int MAX_LENGTH = 17;
  private static final int MAX_GROUPS = 6;

  /** Digits of a number that counts others, and is no license. */
  private static final int MAX_COUNT = 2;

  /** Characters from the end of one license to a further one of its form. */
  private static final int MAX_BETWEEN = 40;

  private static final ContextWords EXPLICIT =
      new ContextWords(
          64,
          "driver's license|drivers license|driver license|driver’s license|drivers' license"
              + "|driver's licence|drivers licence|driver licence|driver’s licence|driving licence"
              + "|driving license|driver's license number|driver's permit|driver's lic|drivers lic"
              + "|driver_license|drivers_license|dl_number|dl_no|license_number|licencia de conducir|permiso de conducir|license id|driver id|driver's id|real id|cdl|dl|dln|oln|d.l|dmv");
  private static final String STATES =
      "state|alabama|alaska|arizona|arkansas|california|colorado|connecticut|delaware|florida"
          + "|georgia|hawaii|idaho|illinois|indiana|iowa|kansas|kentucky|louisiana|maine|maryland"
          + "|massachusetts|michigan|minnesota|mississippi|missouri|montana|nebraska|nevada"
          + "|new hampshire|new jersey|new mexico|new york|north carolina|north dakota|ohio"
          + "|oklahoma|oregon|pennsylvania|rhode island|south carolina|south dakota|tennessee"
          + "|texas|utah|vermont|virginia|washington|west virginia|wisconsin|wyoming";
  private static final ContextWords LOOSE =
      new ContextWords(
          44,
          "license|licence|licenses|licences|license number|licence number|license no|lic|permit"
              + "|permits|"
              + "licencia|"
              + STATES.replace("|", " id|")
              + " id|"
              + STATES.replace("|", " number|")
              + " number");

  /** Before a further license of another state. */
  private static final ContextWords STATE = new ContextWords(24, STATES);

  private static final ContextWords OTHER =
      new ContextWords(
          48, "key|plate|plates|software|product|serial|activation|mit|apache|gpl|phone|tel|fax");

  @Override
  public boolean mayFind(ScannedText text) {
    return text.digits() >= 3;
  }

  @Override
  public void find(ScannedText text, List<PiiEntity> found) {
    PiiEntity last = null;
    for (int group = 0; group < text.groups(); group++) {
      int start = tokenStart(text, group);
      boolean announced =
          start >= 0 && isAnnounced(text, start) && !NumberRun.from(text, group).isNorthAmerican();
      boolean near = start >= 0 && last != null && start - last.end() <= MAX_BETWEEN;
      boolean ofState = near && STATE.before(text, start);
      if (!announced && !near) {
        continue;
      }
      int lastGroup = lastGroup(text, group);
      int end = tokenEnd(text, lastGroup);
      if (end > 0
          && isShaped(text, start, end)
          && (announced || ofState || isAlike(text, last, start, end))) {
        last = new PiiEntity(PiiType.US_DRIVER_LICENSE, start, end, 0.85);
        found.add(last);
        group = lastGroup;
      }
    }
  }

  private static boolean isAnnounced(ScannedText text, int start) {
    int words = words(text, start);
    return words >= 0 && !hasNumber(text, words, start);
  }

  /** True if letters, digits and what parts them stand where they do in {@code other}. */
  private static boolean isAlike(ScannedText text, PiiEntity other, int start, int end) {
    if (end - start != other.end() - other.start()) {
      return false;
    }
    for (int i = start, j = other.start(); i < end; i++, j++) {
      if (kind(text.at(i)) != kind(text.at(j))) {
        return false;
      }
    }
    return true;
  }

  /** One letter for all letters, one digit for all digits, anything else as it is. */
  private static char kind(char c) {
    if (ScannedText.isDigit(c)) {
      return '0';
    }
    return ScannedText.isLatin(c) ? 'A' : c;
  }

  /** Where the announcing words end, or -1. */
  private static int words(ScannedText text, int start) {
    int explicit = EXPLICIT.lastEndBefore(text, start);
    if (explicit >= 0) {
      return explicit;
    }
    return OTHER.before(text, start) ? -1 : LOOSE.lastEndBefore(text, start);
  }

  /** The group with up to three letters before it, as in {@code D4410932} or {@code P 624}. */
  private static int tokenStart(ScannedText text, int group) {
    int start = text.groupStart(group);
    char before = text.at(start - 1);
    boolean spaced = before == ' ' || before == '-';
    if (spaced
        && ScannedText.isCapital(text.at(start - 2))
        && !ScannedText.isWord(text.at(start - 3))) {
      return start - 2;
    }
    int letters = 0;
    while (letters <= MAX_LETTERS && ScannedText.isLatin(text.at(start - 1))) {
      start--;
      letters++;
    }
    char outside = text.at(start - 1);
    boolean tail = ScannedText.isWord(outside) || outside == '.' || outside == '/';
    return tail || letters > MAX_LETTERS ? -1 : start;
  }

  private static int lastGroup(ScannedText text, int first) {
    int last = first;
    while (last - first < MAX_GROUPS && (text.joined(last, '-') || text.joined(last, ' '))) {
      last++;
    }
    return last;
  }

  private static int tokenEnd(ScannedText text, int last) {
    int end = text.groupEnd(last);
    if (ScannedText.isLatin(text.at(end))) {
      end++;
    }
    while (ScannedText.isDigit(text.at(end))) {
      end++;
    }
    char after = text.at(end);
    return ScannedText.isWord(after) || after == '/' ? -1 : end;
  }

  private static boolean isShaped(ScannedText text, int start, int end) {
    int digits = 0;
    int length = 0;
    for (int i = start; i < end; i++) {
      char c = text.at(i);
      if (ScannedText.isDigit(c)) {
        digits++;
      }
      if (ScannedText.isWord(c)) {
        length++;
      }
      if (length > MAX_LENGTH) {
        return false;
      }
    }
    return digits >= MIN_DIGITS && length >= 6;
  }

  /** True if a number stands there that may be the license meant: {@code 9 digits} is none. */
  private static boolean hasNumber(ScannedText text, int from, int to) {
    int digits = 0;
    for (int i = from; i < to; i++) {
      digits = ScannedText.isDigit(text.at(i)) ? digits + 1 : 0;
      if (digits > MAX_COUNT) {
        return true;
      }
    }
    return false;
  }
}
