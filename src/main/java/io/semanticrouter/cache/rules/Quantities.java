package io.semanticrouter.cache.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Finds numbers, written in digits or in words, with their units. */
final class Quantities {
  private static final int MINUTES_PER_HOUR = 60;
  private static final int HALF_DAY_HOURS = 12;
  private static final int HUNDRED = 100;
  private static final int DOZEN = 12;
  private static final double HALF = 0.5;
  private static final String CLOCK = "clock";
  private static final Set<String> ORDINAL_ENDINGS = Set.of("st", "nd", "rd", "th");
  private static final Set<String> CURRENCY_SIGNS = Set.of("$", "€", "£", "¥");

  private final List<Token> tokens;
  private final List<Quantity> found = new ArrayList<>();
  private int at;

  private Quantities(List<Token> tokens) {
    this.tokens = tokens;
  }

  static List<Quantity> of(List<Token> tokens) {
    Quantities quantities = new Quantities(tokens);
    while (quantities.at < tokens.size()) {
      quantities.next();
    }
    return quantities.found;
  }

  private void next() {
    Token token = tokens.get(at);
    if (token.isNumber()) {
      digits(token);
    } else if (token.isWord() && Lexicon.CARDINALS.containsKey(token.text())) {
      words();
    } else {
      if (token.isWord() && Lexicon.LOOSE_NUMBERS.containsKey(token.text())) {
        double value = Lexicon.LOOSE_NUMBERS.get(token.text());
        found.add(new Quantity(value, null, value, false));
      }
      at++;
    }
  }

  private void digits(Token token) {
    String currency = isCurrencySign(at - 1) ? tokens.get(at - 1).text() : null;
    Digits digits = Digits.of(token.text());
    at++;
    if (digits.isNumber() && digits.isClock()) {
      clock(token.text());
      return;
    }
    if (isFraction(digits)) {
      double value = digits.value() / Digits.of(tokens.get(at + 1).text()).value();
      at += 2;
      found.add(new Quantity(value, null, value, false));
      return;
    }
    int behind = at;
    double value = digits.isNumber() ? digits.value() : Double.NaN;
    if (at < tokens.size() && tokens.get(at).glued()) {
      String ending = tokens.get(at).text();
      if (ORDINAL_ENDINGS.contains(ending)) {
        at++;
      } else if (ending.equals("x")) {
        at++;
      } else if (ending.equals("s")) {
        value += value < HUNDRED ? 1900 : 0;
        at++;
      }
    }
    withUnit(value, currency);
    boolean bare = at == behind && currency == null && !isCurrencySign(at);
    if (!digits.isNumber() || (bare && digits.mayBeVersion())) {
      found.removeLast();
      found.add(Quantity.literal(literal(digits, behind, currency)));
    }
  }

  /** With what has been read as its unit: "2:05:10 am" is not "2:05:10 pm". */
  private String literal(Digits digits, int behind, String currency) {
    StringBuilder text = new StringBuilder(currency == null ? "" : currency).append(digits.text());
    for (Token token : tokens.subList(behind, at)) {
      text.append(' ').append(token.text());
    }
    return text.toString();
  }

  private boolean isCurrencySign(int index) {
    return index >= 0 && index < tokens.size() && CURRENCY_SIGNS.contains(tokens.get(index).text());
  }

  /** Not "1/2:3", which goes on as a ratio or a time, and not "3.10/3.11", which are versions. */
  private boolean isFraction(Digits above) {
    if (at + 1 >= tokens.size()
        || !tokens.get(at).text().equals("/")
        || !tokens.get(at + 1).isNumber()
        || !tokens.get(at + 1).glued()) {
      return false;
    }
    Digits below = Digits.of(tokens.get(at + 1).text());
    return isPartOfFraction(above) && isPartOfFraction(below) && below.value() != 0;
  }

  private static boolean isPartOfFraction(Digits digits) {
    return digits.isNumber() && !digits.isClock() && !digits.mayBeVersion();
  }

  private void clock(String digits) {
    int colon = digits.indexOf(':');
    double hours = Digits.of(digits.substring(0, colon)).value();
    double minutes = Digits.of(digits.substring(colon + 1)).value();
    double total = halfDay(hours) * MINUTES_PER_HOUR + minutes;
    found.add(new Quantity(minutes == 0 ? hours : total, CLOCK, total, true));
  }

  /** Hours of a day, with "am" or "pm" if it follows. */
  private double halfDay(double hours) {
    if (at >= tokens.size()) {
      return hours;
    }
    String word = tokens.get(at).text();
    if (word.equals("pm")) {
      at++;
      return hours < HALF_DAY_HOURS ? hours + HALF_DAY_HOURS : hours;
    }
    if (word.equals("am")) {
      at++;
      return hours == HALF_DAY_HOURS ? 0 : hours;
    }
    return hours;
  }

  /** "Two hundred and fifty", "twenty-five". */
  private void words() {
    double total = 0;
    double part = 0;
    boolean single = true;
    while (at < tokens.size()) {
      String word = tokens.get(at).text();
      Double value = Lexicon.CARDINALS.get(word);
      Double factor = Lexicon.MULTIPLIERS.get(word);
      if (factor != null && factor == HUNDRED) {
        part = Math.max(1, part) * factor;
      } else if (factor != null) {
        total += Math.max(1, part) * factor;
        part = 0;
      } else if (value != null && isRoomFor(value, part)) {
        part += value;
      } else if (!isJoint(word)) {
        break;
      }
      single &= factor == null;
      at++;
    }
    double value = total + part + ordinal(part) + half();
    if (value == 1 && single) {
      found.add(new Quantity(1, null, 1, false));
    } else {
      withUnit(value, null);
    }
  }

  /** "Twenty-fifth", of which the twenty is read: 5, or 0. "Twenty second" may be a time. */
  private double ordinal(double tens) {
    if (!is(at, "-") || at + 1 == tokens.size()) {
      return 0;
    }
    Double unit = Lexicon.LOOSE_NUMBERS.get(tokens.get(at + 1).text());
    if (unit == null || tens == 0 || unit != Math.rint(unit) || !isRoomFor(unit, tens)) {
      return 0;
    }
    at += 2;
    return unit;
  }

  /** "And a half": 0.5, or 0. */
  private double half() {
    if (!is(at, "and") || !is(at + 1, "a") || !is(at + 2, "half")) {
      return 0;
    }
    at += 3;
    return HALF;
  }

  private boolean is(int index, String word) {
    return index < tokens.size() && tokens.get(index).text().equals(word);
  }

  /** Twenty has room for five, two hundred for twenty, five for nothing. */
  private static boolean isRoomFor(double value, double part) {
    return part == 0
        || (part % HUNDRED == 0 && value < HUNDRED)
        || (part % 10 == 0 && part % HUNDRED >= 20 && value < 10);
  }

  private boolean isJoint(String word) {
    return (word.equals("-") || word.equals("and"))
        && at + 1 < tokens.size()
        && Lexicon.CARDINALS.containsKey(tokens.get(at + 1).text())
        && (word.equals("-") || isMultiplier(at - 1));
  }

  private boolean isMultiplier(int index) {
    return Lexicon.MULTIPLIERS.containsKey(tokens.get(index).text());
  }

  private void withUnit(double number, String currencySign) {
    double value = number + half();
    if (is(at, "dozen")) {
      value *= DOZEN;
      at++;
    }
    while (at < tokens.size() && isMultiplier(at)) {
      value *= Lexicon.MULTIPLIERS.get(tokens.get(at).text());
      at++;
    }
    if (currencySign != null) {
      found.add(new Quantity(value, Units.CURRENCY_PREFIX + currencySign, value, true));
      return;
    }
    if (is(at, "am") || is(at, "pm")) {
      double minutes = halfDay(value) * MINUTES_PER_HOUR;
      found.add(new Quantity(value, CLOCK, minutes, true));
      return;
    }
    Units.Match unit = Units.at(tokens, at);
    at += unit.length();
    found.add(
        unit.dimension() == null
            ? new Quantity(value, null, value, true)
            : new Quantity(value, unit.dimension(), value * unit.factor(), true));
  }
}
