package io.semanticrouter.security.pii;

import io.semanticrouter.config.PiiType;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * US ZIP codes behind a state, behind a street and a town or a word such as "zip", and codes of
 * other countries behind a word such as "postcode" or between a street and a town. Five digits
 * alone are any number.
 */
final class ZipCodeFinder implements EntityFinder {
  private static final int MAX_TOWN = 24;

  /** How far behind a word a code may stand; farther than NEAR only one that looks like one. */
  private static final int REACH = 48;

  private static final int NEAR = 28;

  /** Characters from the end of one code to a further one of its length. */
  private static final int MAX_BETWEEN = 32;

  /** Numbers from here on, of four digits, are years as often. */
  private static final int FIRST_YEAR = 1400;

  private static final int LAST_YEAR = 2100;

  private static final ContextWords WORDS =
      new ContextWords(
          REACH,
          "zip|zip code|zipcode|zip_code|billing_zip|shipping_zip|postal code|postal_code|postcode"
              + "|post code|postal|plz|postleitzahl|cep|code postal|codigo postal|código postal|cap"
              + "|postnummer|pincode|pin code|eircode|wohnort|c.p.|usps");
  private static final ContextWords STREETS =
      new ContextWords(
          60,
          "street|st|avenue|ave|road|rd|lane|ln|drive|dr|blvd|boulevard|court|ct|place|pl|square"
              + "|terrace|crescent|cres|parkway|pkwy|highway|apt|apartment|suite|flat|rue|chemin"
              + "|avenida|avda|impasse|allée|calle|carrer|via|viale|straße|strasse|str|platz|weg|zeile|ulica|ul|c/");

  /** Behind the number of a house, which is no code: {@code 1190 Old Mill Rd}. */
  private static final ContextWords STREET_BEHIND =
      new ContextWords(
          24, "street|st|avenue|ave|road|rd|lane|ln|drive|dr|blvd|court|ct|place|pl|way");

  /** How streets end where their kind is a part of their name: {@code Fliederstraße 9b}. */
  private static final List<String> STREET_ENDINGS =
      List.of(
          "straße", "strasse", "str", "gasse", "weg", "platz", "allee", "gata", "gatan", "vägen",
          "veien", "gade", "vej", "straat", "laan", "plein", "katu");

  /** A town in capitals that no word follows which could be counted: "12345 Berlin people". */
  private static final Pattern TOWN = Pattern.compile(" \\p{Lu}[\\p{L}-]{2,23}+(?! \\p{Ll})");

  /**
   * {@code Torfstich 3, } before a code and a town: a name and the number of a house, and not of a
   * part of something.
   */
  private static final Pattern HOUSE =
      Pattern.compile(
          "(?!(?:Unit|Suite|Apt|Apartment|Floor|Room|Lot|Fig|Figure|Table|Chapter|Section|Part|Page|Day"
              + "|Week|Step|Level|Item|Option|Article|Question|Phase|Version|Grade|Class|Team|Group|Kapitel"
              + "|Seite|Tag|Woche|Bild|Teil|Zimmer|Stufe|Aufgabe)\\b)\\p{Lu}\\p{L}[\\p{L}.'-]* \\d{1,3} ?\\p{L}?,[ \\n](?:\\p{Lu}{1,2}-)?$");

  private static final int HOUSE_REACH = 32;

  /** From a code back to the comma: a blank, and {@code CH-}. */
  private static final int COMMA_REACH = 5;

  private static final int STREET_REACH = 48;
  private static final Set<String> AUSTRALIAN =
      Set.of("NSW", "VIC", "QLD", "TAS", "ACT", "SA", "WA", "NT");
  private static final Set<String> STATES =
      Set.of(
          ("AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH"
                  + " NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC PR VI GU AP"
                  + " AE AA")
              .split(" ", -1));

  @Override
  public boolean mayFind(ScannedText text) {
    return text.digits() >= 4;
  }

  @Override
  public void find(ScannedText text, List<PiiEntity> found) {
    PiiEntity last = null;
    for (int group = 0; group < text.groups(); group++) {
      int start = text.groupStart(group);
      int length = text.groupLength(group);
      if (length < 2 || length > 6 || !text.startsNumber(start)) {
        continue;
      }
      int end = extendedEnd(text, group);
      if (!text.endsNumber(end)) {
        continue;
      }
      boolean named = end - start >= 4 && isNamed(text, start, end);
      boolean further = last != null && isFurther(last, start, end);
      if (named || further || isPlaced(text, start, end, length)) {
        int begin = withCountry(text, start);
        PiiEntity code = new PiiEntity(PiiType.ZIP_CODE, begin, end, named ? 0.95 : 0.85);
        found.add(code);
        last = named || further ? code : null;
      }
    }
  }

  /**
   * Where {@code CH-3018} and {@code L-1142} begin, or {@code start} where no country is before it.
   */
  private static int withCountry(ScannedText text, int start) {
    int begin = start - 1;
    while (start - begin <= 2 && ScannedText.isCapital(text.at(begin - 1))) {
      begin--;
    }
    boolean country = text.at(start - 1) == '-' && begin < start - 1;
    return country && !ScannedText.isWord(text.at(begin - 1)) ? begin : start;
  }

  /** {@code zip at work (60827) and at home (60643)}. */
  private static boolean isFurther(PiiEntity last, int start, int end) {
    return end - start >= 5
        && end - start == last.end() - last.start()
        && start - last.end() <= MAX_BETWEEN;
  }

  private static boolean isPlaced(ScannedText text, int start, int end, int length) {
    if (length == 5 && (followsState(text, start) || endsAddress(text, start))) {
      return true;
    }
    if (end - start >= 5) {
      boolean plusFour = length == 5 && end - start == "12345-6789".length();
      return startsTown(text, start, end) || (plusFour && STREETS.before(text, start));
    }
    return length == 4
        && (followsAustralianState(text, start, end)
            || (!isYear(text.text(), start, end) && startsTown(text, start, end)));
  }

  /** True of four digits that are a year as often. */
  static boolean isYear(String text, int start, int end) {
    if (end - start != 4) {
      return false;
    }
    int number = Integer.parseInt(text, start, end, 10);
    return number >= FIRST_YEAR && number <= LAST_YEAR;
  }

  /**
   * Behind {@code 12345-6789}, {@code 13025-002}, {@code 722 15}, {@code 1016 BX} or the group
   * itself.
   */
  private static int extendedEnd(ScannedText text, int group) {
    if (text.groupLength(group) >= 2 && text.joined(group, '-')) {
      int length = text.groupLength(group + 1);
      return length == 3 || length == 4 ? text.groupEnd(group + 1) : text.groupEnd(group);
    }
    int end = text.groupEnd(group);
    if (text.groupLength(group) == 4 && isCapitals(text, end)) {
      return end + "BX".length();
    }
    if (text.groupLength(group) == 4 && isCapitals(text, end + 1) && text.at(end) == ' ') {
      return end + " BX".length();
    }
    boolean spaced = text.groupLength(group) == 3 && text.joined(group, ' ');
    return spaced && text.groupLength(group + 1) == 2
        ? text.groupEnd(group + 1)
        : text.groupEnd(group);
  }

  /** Two capitals and no more, as the Dutch codes end. */
  private static boolean isCapitals(ScannedText text, int start) {
    return ScannedText.isCapital(text.at(start))
        && ScannedText.isCapital(text.at(start + 1))
        && !ScannedText.isWord(text.at(start + 2));
  }

  private static boolean isNamed(ScannedText text, int start, int end) {
    int phrase = WORDS.lastEndBefore(text, start);
    if (phrase < 0) {
      return false;
    }
    boolean file = text.text().startsWith(" file", phrase);
    if (start - phrase > NEAR && (file || end - start < 5)) {
      return false;
    }
    for (int i = phrase; i < start; i++) {
      if (ScannedText.isDigit(text.at(i)) || text.at(i) == '\n') {
        return false;
      }
    }
    return true;
  }

  /** {@code 45 Ferncliff Ave, Scranton 18504}: a street before, then a town in capitals. */
  private static boolean endsAddress(ScannedText text, int start) {
    int end = start;
    while (start - end < 2 && " ,\n".indexOf(text.at(end - 1)) >= 0) {
      end--;
    }
    int word = wordBefore(text, end);
    boolean town = end < start && end - word >= 3 && Character.isUpperCase(text.at(word));
    return town && STREETS.before(text, word);
  }

  /** {@code Fliederstraße 9b in 39104 Magdeburg}: a street before, a town behind. */
  private static boolean startsTown(ScannedText text, int start, int end) {
    if (followsHouse(text, start)) {
      return text.at(end) == ' '
          && Character.isUpperCase(text.at(end + 1))
          && Character.isLowerCase(text.at(end + 2))
          && !STREET_BEHIND.after(text, end);
    }
    return TOWN.matcher(text.text()).region(end, text.length()).lookingAt()
        && !STREET_BEHIND.after(text, end)
        && (STREETS.before(text, start) || followsStreet(text, start));
  }

  private static boolean followsHouse(ScannedText text, int start) {
    int comma = start - 1;
    while (start - comma < COMMA_REACH && text.at(comma) != ',') {
      comma--;
    }
    if (text.at(comma) != ',') {
      return false;
    }
    int from = Math.max(0, start - HOUSE_REACH);
    return HOUSE.matcher(text.text()).region(from, start).find();
  }

  private static boolean followsStreet(ScannedText text, int start) {
    for (int end = start; end > Math.max(0, start - STREET_REACH); end--) {
      if (!Character.isLetter(text.at(end)) && endsStreet(text, end)) {
        return true;
      }
    }
    return false;
  }

  private static boolean endsStreet(ScannedText text, int end) {
    for (String ending : STREET_ENDINGS) {
      int start = end - ending.length();
      if (text.text().regionMatches(true, start, ending, 0, ending.length())) {
        return true;
      }
    }
    return false;
  }

  /** Where the letters begin that end here. */
  private static int wordBefore(ScannedText text, int end) {
    int word = end;
    while (end - word < MAX_TOWN && Character.isLetter(text.at(word - 1))) {
      word--;
    }
    return word;
  }

  /** {@code NSW 2500}, and not {@code DATA PROTECTION ACT 1998}. */
  private static boolean followsAustralianState(ScannedText text, int start, int codeEnd) {
    int end = start - 1;
    int word = wordBefore(text, end);
    if (text.at(end) != ' ' || ScannedText.isWord(text.at(word - 1))) {
      return false;
    }
    String state = text.text().substring(word, end);
    boolean law = state.equals("ACT") && isYear(text.text(), start, codeEnd);
    return AUSTRALIAN.contains(state) && !law;
  }

  /** {@code CT 06106}, {@code CT, 06106}: capitals, so that "in 12345" is none. */
  private static boolean followsState(ScannedText text, int start) {
    int end = start;
    while (start - end < 2 && (text.at(end - 1) == ' ' || text.at(end - 1) == ',')) {
      end--;
    }
    return end < start
        && end >= 2
        && !ScannedText.isWord(text.at(end - 3))
        && STATES.contains(text.text().substring(end - 2, end));
  }
}
