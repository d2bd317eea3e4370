package io.semanticrouter.security.pii;

import io.semanticrouter.config.PiiType;
import io.semanticrouter.understanding.Reading.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Gives the encoder's names of persons their proper bounds: all of a double-barrelled name,
 * initials with the name they belong to, and no form of address.
 */
final class PersonNames {
  /** Forms of address and of kinship that come before a name, of the languages that have them. */
  private static final Pattern ADDRESS =
      Pattern.compile(
          "(?:mr|mrs|ms|miss|mx|dr|prof|professor|rev|reverend|fr|sir|dame|lord|lady|judge"
              + "|herr|herrn|frau|fr\u00e4ulein|se\u00f1or|se\u00f1ora|se\u00f1orita|sr|sra|srta|don|do\u00f1a"
              + "|monsieur|madame|mademoiselle|mme|mlle|signor|signora|dott|dottoressa|senhor|senhora"
              + "|pan|pani|mevrouw|meneer"
              + "|cousin|aunt|auntie|uncle|grandma|grandpa|granny|nana|oma|opa|tante|onkel|abuela|abuelo)"
              + "\\b\\.?\\s+(?=\\p{L})",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  /** The Japanese ones come behind. */
  private static final Pattern SUFFIX = Pattern.compile("[- ](?:san|sama|kun|chan|sensei)$");

  private final String text;
  private final List<Span> names = new ArrayList<>();

  private PersonNames(String text) {
    this.text = text;
  }

  /**
   * The same spans, those of persons with their proper bounds.
   *
   * @param tags in the order of the text, without overlaps; so is the result
   */
  static List<Span> complete(String text, List<Span> tags) {
    PersonNames names = new PersonNames(text);
    tags.forEach(names::add);
    return names.names;
  }

  private void add(Span tag) {
    int start = Math.max(tag.start(), names.isEmpty() ? 0 : names.getLast().end());
    int end = tag.end();
    if (start >= end) {
      return;
    }
    if (tag.type() == PiiType.PERSON) {
      start = withoutAddress(Math.min(start, startOfCompound(start)), end);
      end = withoutSuffix(start, endOfCompound(end));
      if (follows(start)) {
        Span initial = names.removeLast();
        start = initial.start();
      }
    }
    names.add(new Span(tag.type(), start, end, tag.confidence()));
  }

  /** Back over hyphens to where the first part of {@code M\u00fcller-Okafor} begins. */
  private int startOfCompound(int from) {
    int floor = names.isEmpty() ? 0 : names.getLast().end();
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

  private int withoutAddress(int from, int end) {
    Matcher address = ADDRESS.matcher(text).region(from, end);
    return address.lookingAt() ? address.end() : from;
  }

  private int withoutSuffix(int start, int end) {
    Matcher suffix = SUFFIX.matcher(text).region(start, end);
    return suffix.find() && suffix.start() > start ? suffix.start() : end;
  }

  /** True if the last name is an initial, and only its full stop stands between it and this one. */
  private boolean follows(int start) {
    if (names.isEmpty() || names.getLast().type() != PiiType.PERSON) {
      return false;
    }
    Span last = names.getLast();
    return last.end() - last.start() == 1
        && Character.isUpperCase(text.charAt(last.start()))
        && start - last.end() <= 2
        && text.substring(last.end(), start).strip().equals(".");
  }
}
