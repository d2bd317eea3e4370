package io.semanticrouter.security.pii;

import io.semanticrouter.config.PiiType;
import io.semanticrouter.understanding.Reading;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Postal codes that stand beside a place or behind a street which the encoder tagged: {@code Gasse
 * 41, 1060 Vienna}, {@code Geelong 3220}. The number alone would be any number, so there is no
 * telling them without an encoder.
 */
final class PlacedPostcodes {
  /**
   * Codes of four to six digits, {@code 722 15}, {@code 411 038}, {@code 00-950} and {@code 1016
   * BX}.
   */
  private static final Pattern CODE =
      Pattern.compile(
          "(?<![\\p{L}\\p{N}/.,:+$€£#-])(?:\\d{4} ?[A-Z]{2}|\\d{3} \\d{2,3}|\\d{2}-\\d{3}|\\d{4,6})"
              + "(?![\\p{L}\\p{N}%]|[.,:/-]\\d)");

  private static final double CONFIDENCE = 0.8;

  private final String text;
  private final List<Reading.Span> tags;
  private int tag;

  private PlacedPostcodes(String text, List<Reading.Span> tags) {
    this.text = text;
    this.tags = tags;
  }

  /**
   * Adds the codes to what was found by structure.
   *
   * @param found in the order of the text
   * @param tags in the order of the text
   * @return in the order of the text, without overlaps if {@code found} has none
   */
  static List<PiiEntity> add(String text, List<PiiEntity> found, List<Reading.Span> tags) {
    if (tags.stream().noneMatch(PlacedPostcodes::isPlace)) {
      return found;
    }
    PlacedPostcodes codes = new PlacedPostcodes(text, tags);
    List<PiiEntity> all = new ArrayList<>(found);
    int next = 0;
    for (Matcher code = CODE.matcher(text); code.find(); ) {
      while (next < found.size() && found.get(next).end() <= code.start()) {
        next++;
      }
      boolean free = next == found.size() || found.get(next).start() >= code.end();
      if (free && codes.isPlaced(code.start(), code.end())) {
        all.add(new PiiEntity(PiiType.ZIP_CODE, code.start(), code.end(), CONFIDENCE));
      }
    }
    all.sort(Comparator.comparingInt(PiiEntity::start));
    return all;
  }

  private static boolean isPlace(Reading.Span tag) {
    return tag.type() == PiiType.LOCATION || tag.type() == PiiType.STREET_ADDRESS;
  }

  private boolean isPlaced(int start, int end) {
    while (tag < tags.size() && tags.get(tag).end() <= start) {
      tag++;
    }
    Reading.Span before = tag > 0 ? tags.get(tag - 1) : null;
    Reading.Span after = tag < tags.size() ? tags.get(tag) : null;
    if (after != null && after.start() < end) {
      return false;
    }
    boolean street = before != null && touches(before, PiiType.STREET_ADDRESS, before.end(), start);
    boolean town = before != null && touches(before, PiiType.LOCATION, before.end(), start);
    boolean towards = after != null && touches(after, PiiType.LOCATION, end, after.start());
    if (street && (towards || isClosed(end))) {
      return true;
    }
    if (ZipCodeFinder.isYear(text, start, end)) {
      return false;
    }
    boolean sure = end - start > 4 || text.charAt(start) == '0';
    boolean exact = sure && towards && isClosed(after.end());
    boolean zero = end - start == 5 && text.charAt(start) == '0';
    return exact || (town && (zero || isClosed(end))) || (towards && isOpened(start));
  }

  /**
   * A tag of this type, with nothing but white space, a bracket, a dash or what parts the columns
   * of a table between it and the code.
   */
  private boolean touches(Reading.Span tag, PiiType type, int from, int to) {
    if (tag.type() != type || to < from || to - from > 3) {
      return false;
    }
    return text.substring(from, to).chars().allMatch(c -> " ,;|(-–\t\n\r".indexOf(c) >= 0);
  }

  /** No word follows that it could count: "in Rome 12000 people". */
  private boolean isClosed(int end) {
    return end == text.length() || text.charAt(end) != ' ';
  }

  /** Begins a line or a part of a list, as an address does. */
  private boolean isOpened(int start) {
    int i = start;
    while (i > 0 && text.charAt(i - 1) == ' ') {
      i--;
    }
    return i == 0 || "\n,;(\"".indexOf(text.charAt(i - 1)) >= 0;
  }
}
