package io.semanticrouter.cache.rules;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Units of measure and money, with their factors to a base unit. */
final class Units {
  /** Begins the dimension of an amount of money: amounts of two currencies never match. */
  static final String CURRENCY_PREFIX = "money:";

  static final String MASS = "mass";
  static final String POUND_STERLING = CURRENCY_PREFIX + "£";

  private static final Set<String> PER = Set.of("/", "per", "a", "an");

  /** A dimension or a currency a line, then each unit's factor and its names. */
  private static final String TABLE =
      """
      length|1 m metre metres meter meters|.01 cm centimetre centimetres centimeter centimeters\
      |.001 mm millimetre millimetres millimeter millimeters|1000 km kilometre kilometres kilometer \
      kilometers|1609.344 mile miles mi|.3048 ft foot feet|.0254 inch inches|.9144 yard yards yd yds
      mass|1 g gram grams gramme grammes gr|1000 kg kilo kilos kilogram kilograms kgs|.001 mg \
      milligram milligrams|1000000 tonne tonnes|453.592 lb lbs pound pounds|28.3495 oz ounce ounces
      volume|1 l litre litres liter liters|.001 ml millilitre millilitres milliliter milliliters|.01 \
      cl centilitre centilitres|.1 dl decilitre|3.785 gallon gallons gal|.2366 cup cups|.0148 tbsp \
      tablespoon tablespoons|.0049 tsp teaspoon teaspoons|.4732 pint pints
      time|1 s sec secs second seconds|60 min mins minute minutes|3600 h hr hrs hour hours|.001 ms \
      millisecond milliseconds|86400 day days|604800 week weeks wk
      months|1 month months mo|12 year years yr yrs
      temperature c|1 c celsius °c
      temperature f|1 f fahrenheit °f
      data|1 byte bytes|1000 kb kilobyte kilobytes|1000000 mb megabyte megabytes|1000000000 gb \
      gigabyte gigabytes gigs|1000000000000 tb terabyte terabytes
      bandwidth|1 mbps mbit|1000 gbps
      share|1 % percent pct|
      power|1 w watt watts|1000 kw kilowatt kilowatts
      energy|1 kcal kilocalorie kilocalories calories|3600 kwh
      frequency|1 hz hertz|1000 khz|1000000 mhz|1000000000 ghz
      voltage|1 v volt volts
      current|1 amp amps ampere amperes
      loudness|1 db decibel decibels
      resistance|1 ohm ohms Ω ω
      square length|1 m2 qm sqm|1000000 km2|.0001 cm2|.000001 mm2
      cubic length|1 m3 cbm|.000001 cm3
      area|1 hectare hectares ha|.404686 acre acres
      speed|1.609344 mph|1 kmh kph|1.852 knot knots
      money:$|1 dollar dollars usd bucks
      money:€|1 euro euros eur
      money:£|1 quid gbp sterling
      money:¥|1 yen jpy
      money:rupee|1 rupee rupees inr
      money:franc|1 franc francs chf
      """;

  private static final Map<String, Match> UNITS = new HashMap<>();

  /**
   * A unit found.
   *
   * @param dimension null if there is no unit
   * @param factor to the dimension's base unit
   * @param length in tokens
   */
  record Match(String dimension, double factor, int length) {
    private static final Match NONE = new Match(null, 1, 0);
  }

  static {
    for (String line : TABLE.lines().toList()) {
      List<String> fields = List.of(line.split("\\|", -1));
      for (String unit : fields.subList(1, fields.size())) {
        List<String> names = List.of(unit.strip().split(" ", -1));
        for (String name : names.subList(Math.min(1, names.size()), names.size())) {
          double factor = Double.parseDouble(names.getFirst());
          UNITS.put(name, new Match(fields.getFirst().strip(), factor, 1));
        }
      }
    }
  }

  private Units() {}

  /** The unit that begins at a place. */
  static Match at(List<Token> tokens, int from) {
    int at = from;
    while (at < tokens.size() && isSkipped(tokens.get(at).text())) {
      at++;
    }
    int power = power(tokens, at);
    at = power > 1 ? at + 1 : at;
    Match unit = at < tokens.size() ? UNITS.get(tokens.get(at).text()) : null;
    if (unit == null) {
      return isPerCent(tokens, at) ? new Match("share", 1, at + 2 - from) : Match.NONE;
    }
    if (power == 1 && at + 1 < tokens.size() && tokens.get(at + 1).glued()) {
      power = 1 + Math.max(0, "²³".indexOf(tokens.get(at + 1).text()) + 1);
      at = power > 1 ? at + 1 : at;
    }
    int length = at + 1 - from;
    if (power > 1) {
      String dimension = (power == 2 ? "square " : "cubic ") + unit.dimension;
      return new Match(dimension, Math.pow(unit.factor, power), length);
    }
    return per(tokens, at + 1, unit, length);
  }

  /** 2 at "square", 3 at "cubic". */
  private static int power(List<Token> tokens, int at) {
    return switch (at < tokens.size() ? tokens.get(at).text() : "") {
      case "square", "sq" -> 2;
      case "cubic", "cu" -> 3;
      default -> 1;
    };
  }

  private static boolean isPerCent(List<Token> tokens, int at) {
    return at + 1 < tokens.size()
        && tokens.get(at).text().equals("per")
        && tokens.get(at + 1).text().equals("cent");
  }

  private static boolean isSkipped(String text) {
    return text.equals("-") || text.equals("°") || text.equals("degrees") || text.equals("degree");
  }

  private static Match per(List<Token> tokens, int at, Match unit, int length) {
    boolean rate =
        at + 1 < tokens.size()
            && PER.contains(tokens.get(at).text())
            && UNITS.containsKey(tokens.get(at + 1).text());
    if (!rate) {
      return new Match(unit.dimension, unit.factor, length);
    }
    Match below = UNITS.get(tokens.get(at + 1).text());
    if (unit.dimension.equals("length") && below.dimension.equals("time")) {
      return new Match("speed", unit.factor / below.factor * 3.6, length + 2);
    }
    return new Match(
        unit.dimension + "/" + below.dimension, unit.factor / below.factor, length + 2);
  }

  /** The unit of that name, or null. */
  static Match named(String name) {
    return UNITS.get(name);
  }
}
