package io.semanticrouter.security.pii;

import io.semanticrouter.config.PiiType;
import io.semanticrouter.understanding.Reading.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Gives the encoder's names of persons their proper bounds: all of a double-barrelled name,
 * initials and numerals with the name they belong to, one name at a time, and no form of address.
 */
final class PersonNames {
  /** Forms of address and, in the second group, kinship and greetings that come before a name. */
  private static final Pattern ADDRESS =
      Pattern.compile(
          "(?:((?:mr|mrs|ms|miss|mx|dr|prof|professor|rev|reverend|fr|sir|dame|lord|lady|judge"
              + "|herr|herrn|frau|fr\u00e4ulein|se\u00f1or|se\u00f1ora|se\u00f1orita|sr|sra|srta|don|do\u00f1a"
              + "|monsieur|madame|mademoiselle|mme|mlle|signor|signora|dott|dottoressa|senhor|senhora"
              + "|pan|pani|mevrouw|meneer|shri|smt)\\b\\.?)"
              + "|(?:cousin|aunt|auntie|uncle|grandma|grandpa|granny|nana|oma|opa|tante|onkel|abuela|abuelo"
              + "|oncle|zio|zia|nonno|nonna|t\u00edo|t\u00eda|hi|hey|hello|hallo|hola|dear|liebe|lieber|lieve|beste"
              + "|cher|ch\u00e8re|querido|querida)\\b)\\s+(?=\\p{L})",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  /** The Japanese ones come behind. */
  private static final Pattern SUFFIX = Pattern.compile("[- ](?:san|sama|kun|chan|sensei)$");

  /**
   * Between two persons; a comma may stand between a surname and what comes before it. Blanks are
   * looked at from their first one alone, and once: somebody may send a million of them.
   */
  private static final Pattern BETWEEN =
      Pattern.compile(
          "(?:(?<!\\s)|\\G)(?:\\s*+[&;/|]\\s*+|[^\\S\\n]*+\\n\\s*+|\\s++(?:and|und|et|en|og|och|ve)\\s++)");

  /**
   * Between two parts of one name: an initial, or particles. Somebody may send thousands of these,
   * and the expression calls itself for each.
   */
  private static final Pattern WITHIN =
      Pattern.compile(
          " (?:\\p{Lu}\\.? |(?:van|von|de|der|den|del|della|di|da|do|dos|das|du|la|le|los|ter|ten"
              + "|zu|zur|ibn|bint|al|el|ap)(?: (?:de|der|den|dem|la|las|los|und|zu|het|'t)){0,3} )");

  /** A word in lower case at the end of a name in capitals; no particle has so many letters. */
  private static final Pattern TAIL = Pattern.compile("(?<=\\p{Lu}.{1,40}) \\p{Ll}{4,}$");

  /** Of monarchs, popes and heirs; a single letter would be an initial or a pronoun. */
  private static final Pattern NUMERAL =
      Pattern.compile(" (?:II|III|IV|VI|VII|VIII|IX|XI|XII|XIII|XIV|XV|XVI)\\b");

  private final String text;
  private final List<Span> names = new ArrayList<>();

  private PersonNames(String text) {
    this.text = text;
  }

  /**
   * The same spans, those of persons with their proper bounds, and the titles that were taken for a
   * part of a name. What holds neither letter nor digit is left out.
   *
   * @param tags in the order of the text, without overlaps; so is the result
   */
  static List<Span> complete(String text, List<Span> tags) {
    PersonNames names = new PersonNames(text);
    tags.forEach(names::add);
    return names.names;
  }

  private void add(Span tag) {
    if (tag.type() != PiiType.PERSON) {
      keep(tag.type(), tag.start(), tag.end(), tag.confidence());
      return;
    }
    int from = tag.start();
    Matcher between = BETWEEN.matcher(text).region(from, tag.end());
    while (between.find()) {
      person(from, between.start(), tag.confidence());
      from = between.end();
    }
    person(from, tag.end(), tag.confidence());
  }

  private void person(int from, int to, double confidence) {
    int start = Math.max(from, floor());
    if (start >= to) {
      return;
    }
    start = withoutAddress(startOfCompound(start), to, confidence);
    int end = withNumeral(without(TAIL, start, without(SUFFIX, start, endOfCompound(to))));
    if (follows(start)) {
      start = names.removeLast().start();
    }
    keep(PiiType.PERSON, start, end, confidence);
  }

  private void keep(PiiType type, int from, int end, double confidence) {
    int start = Math.max(from, floor());
    if (start < end
        && text.substring(start, end).codePoints().anyMatch(Character::isLetterOrDigit)) {
      names.add(new Span(type, start, end, confidence));
    }
  }

  /** Where the last span ends. */
  private int floor() {
    return names.isEmpty() ? 0 : names.getLast().end();
  }

  /** Back over hyphens to where the first part of {@code M\u00fcller-Okafor} begins. */
  private int startOfCompound(int from) {
    int floor = floor();
    int start = from;
    while (start - 2 >= floor
        && isHyphen(start - 1)
        && Character.isLetter(text.charAt(start - 2))) {
      int part = start - 1;
      while (part > floor && Character.isLetter(text.charAt(part - 1))) {
        part--;
      }
      if (!Character.isUpperCase(text.charAt(part))) {
        break;
      }
      start = part;
    }
    return start;
  }

  /** On over hyphens to where the last part ends. */
  private int endOfCompound(int from) {
    int end = from;
    while (end + 1 < text.length()
        && isHyphen(end)
        && Character.isUpperCase(text.charAt(end + 1))) {
      end++;
      while (end < text.length() && Character.isLetter(text.charAt(end))) {
        end++;
      }
    }
    return end;
  }

  private boolean isHyphen(int at) {
    return text.charAt(at) == '-' || text.charAt(at) == '\u2010';
  }

  private int withoutAddress(int from, int end, double confidence) {
    int start = from;
    Matcher address = ADDRESS.matcher(text).region(start, end);
    while (address.lookingAt()) {
      if (address.group(1) != null) {
        keep(PiiType.TITLE, start, address.end(1), confidence);
      }
      start = address.end();
      address.region(start, end);
    }
    return start;
  }

  private int without(Pattern ending, int start, int end) {
    Matcher found = ending.matcher(text).region(start, end);
    return found.find() && found.start() > start ? found.start() : end;
  }

  private int withNumeral(int end) {
    Matcher numeral = NUMERAL.matcher(text).region(end, text.length()).useTransparentBounds(true);
    return numeral.lookingAt() ? numeral.end() : end;
  }

  /**
   * True if the last name goes on in this one: it is an initial with its full stop, or an initial
   * or particles alone stand between them.
   */
  private boolean follows(int start) {
    if (names.isEmpty() || names.getLast().type() != PiiType.PERSON) {
      return false;
    }
    Span last = names.getLast();
    boolean initial =
        last.end() - last.start() == 1
            && Character.isUpperCase(text.charAt(last.start()))
            && start - last.end() <= 2
            && text.substring(last.end(), start).strip().equals(".");
    return initial || WITHIN.matcher(text).region(last.end(), start).matches();
  }
}
