package io.semanticrouter.security.pii;

import io.semanticrouter.config.PiiType;
import io.semanticrouter.understanding.Reading;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Puts what was found by structure and what the encoder tagged into one row without overlaps.
 *
 * <p>Nothing that either of them found goes uncovered: a tag gives way to a proven structure inside
 * it, but what is left of the tag before and behind stays.
 */
final class EntityMerger {
  /** From here on a structure is proven, and a tag that overlaps it is wrong about its bounds. */
  private static final double PROVEN = 0.7;

  /** A shorter rest of a tag that was cut names nobody. */
  private static final int LEAST_LETTERS_OF_REST = 2;

  /** Words whose full stop is their own, not the sentence's; so is that of an initial. */
  private static final Set<String> ABBREVIATIONS =
      Set.of("inc", "co", "ltd", "corp", "jr", "sr", "str", "st", "ave", "rd", "blvd");

  private final String text;
  private final List<PiiEntity> structured;
  private final List<PiiEntity> merged;
  private int next;
  private int covered;

  private EntityMerger(String text, List<PiiEntity> structured, int tags) {
    this.text = text;
    this.structured = structured;
    this.merged = new ArrayList<>(structured.size() + tags);
  }

  /**
   * Merges the two, in time linear in their number.
   *
   * @param structured in the order of the text, without overlaps
   * @param tagged spans of the same text, in its order, without overlaps
   */
  static List<PiiEntity> merge(String text, List<PiiEntity> structured, List<Reading.Span> tagged) {
    if (tagged.isEmpty()) {
      return structured;
    }
    EntityMerger merger = new EntityMerger(text, structured, tagged.size());
    tagged.forEach(merger::add);
    merger.keepUpTo(text.length() + 1);
    merger.merged.sort(Comparator.comparingInt(PiiEntity::start));
    return List.copyOf(merger.merged);
  }

  private void add(Reading.Span tag) {
    keepUpTo(tag.start());
    int from = Math.max(covered, tag.start());
    List<PiiEntity> shapes = new ArrayList<>();
    while (next < structured.size() && structured.get(next).start() < tag.end()) {
      PiiEntity found = structured.get(next++);
      if (found.confidence() < PROVEN && found.start() >= tag.start() && found.end() <= tag.end()) {
        shapes.add(found);
        continue;
      }
      addPart(tag, from, found.start(), shapes);
      keep(found);
      from = found.end();
    }
    addPart(tag, from, tag.end(), shapes);
  }

  /** Keeps what ends before {@code offset}. */
  private void keepUpTo(int offset) {
    while (next < structured.size() && structured.get(next).end() <= offset) {
      keep(structured.get(next++));
    }
  }

  private void keep(PiiEntity found) {
    merged.add(found);
    covered = Math.max(covered, found.end());
  }

  /** Adds the part of a tag between two offsets; mere shapes stay where it does not cover them. */
  private void addPart(Reading.Span tag, int from, int to, List<PiiEntity> shapes) {
    PiiEntity part = from < to ? trimmed(tag.type(), from, to, tag.confidence()) : null;
    boolean whole = from == tag.start() && to == tag.end();
    if (part != null && (whole || letters(part) >= LEAST_LETTERS_OF_REST)) {
      shapes.removeIf(part::overlaps);
      merged.add(part);
      covered = Math.max(covered, part.end());
    }
    shapes.forEach(this::keep);
    shapes.clear();
  }

  /** Without the white space, punctuation and possessive around it; null if nothing is left. */
  private PiiEntity trimmed(PiiType type, int from, int to, double confidence) {
    int start = from;
    while (start < to && !isContent(text.codePointAt(start))) {
      start += Character.charCount(text.codePointAt(start));
    }
    int end = withoutTail(start, to);
    if (end - start > 2 && isPossessive(end)) {
      end = withoutTail(start, end - 2);
    }
    if (start >= end) {
      return null;
    }
    boolean inside = end < to && text.charAt(end) == '.' && isAbbreviation(type, start, end);
    if (inside || (type == PiiType.PERSON && isOutsideStop(start, end))) {
      end++;
    }
    return new PiiEntity(type, start, end, confidence);
  }

  private int withoutTail(int start, int end) {
    int to = end;
    while (to > start && !isContent(text.codePointBefore(to))) {
      to -= Character.charCount(text.codePointBefore(to));
    }
    return to;
  }

  private boolean isPossessive(int end) {
    char mark = text.charAt(end - 2);
    return text.charAt(end - 1) == 's' && (mark == '\'' || mark == '\u2019');
  }

  /** True of {@code Wojtek S., winger} and {@code Lamar Whitcombe Jr.}, tagged without the stop. */
  private boolean isOutsideStop(int start, int end) {
    if (end + 1 >= text.length() || text.charAt(end) != '.') {
      return false;
    }
    int from = end;
    while (from > start && text.charAt(from - 1) != ' ') {
      from--;
    }
    String word = text.substring(from, end);
    boolean last = from > start;
    boolean initial = word.length() == 1 && text.charAt(end + 1) == ',';
    return last && (initial || word.equals("Jr") || word.equals("Sr"));
  }

  private boolean isAbbreviation(PiiType type, int start, int end) {
    if (type == PiiType.TITLE) {
      return true;
    }
    int word = end;
    while (word > start && Character.isLetter(text.charAt(word - 1))) {
      word--;
    }
    return end - word == 1
        || ABBREVIATIONS.contains(text.substring(word, end).toLowerCase(Locale.ROOT));
  }

  private long letters(PiiEntity part) {
    return text.substring(part.start(), part.end())
        .codePoints()
        .filter(Character::isLetterOrDigit)
        .count();
  }

  /** Letters, digits and the marks that belong to them: an accent, a vowel sign. */
  private static boolean isContent(int codePoint) {
    return Character.isLetterOrDigit(codePoint)
        || switch (Character.getType(codePoint)) {
          case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK -> true;
          default -> false;
        };
  }
}
