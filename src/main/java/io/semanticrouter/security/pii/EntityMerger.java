package io.semanticrouter.security.pii;

import io.semanticrouter.understanding.Reading;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Puts what was found by structure and what the encoder tagged into one row without overlaps. */
final class EntityMerger {
  /** From here on a structure is proven, and a tag that overlaps it is wrong about its bounds. */
  private static final double PROVEN = 0.7;

  private EntityMerger() {}

  /**
   * Merges the two.
   *
   * @param structured without overlaps
   * @param tagged spans of the same text, without overlaps
   */
  static List<PiiEntity> merge(String text, List<PiiEntity> structured, List<Reading.Span> tagged) {
    List<PiiEntity> merged = new ArrayList<>(structured);
    for (Reading.Span span : tagged) {
      PiiEntity entity = trimmed(text, span);
      if (entity != null && isWanted(entity, structured)) {
        merged.removeIf(other -> other.overlaps(entity));
        merged.add(entity);
      }
    }
    merged.sort(Comparator.comparingInt(PiiEntity::start));
    return List.copyOf(merged);
  }

  /** A tag gives way to what is proven, and to what is longer. */
  private static boolean isWanted(PiiEntity entity, List<PiiEntity> structured) {
    return structured.stream()
        .filter(entity::overlaps)
        .allMatch(other -> other.confidence() < PROVEN && length(other) <= length(entity));
  }

  private static int length(PiiEntity entity) {
    return entity.end() - entity.start();
  }

  /** Without the white space, punctuation and possessive around it; null if nothing is left. */
  private static PiiEntity trimmed(String text, Reading.Span span) {
    int start = span.start();
    int end = span.end();
    while (start < end && !isContent(text.charAt(start))) {
      start++;
    }
    end = withoutTail(text, start, end);
    if (end - start > 2 && isPossessive(text, end)) {
      end = withoutTail(text, start, end - 2);
    }
    return start < end ? new PiiEntity(span.type(), start, end, span.confidence()) : null;
  }

  private static int withoutTail(String text, int start, int end) {
    int to = end;
    // The full stop of an abbreviation ("Dr.", "Inc.") is the sentence's as often: left out.
    while (to > start && !isContent(text.charAt(to - 1))) {
      to--;
    }
    return to;
  }

  private static boolean isPossessive(String text, int end) {
    char mark = text.charAt(end - 2);
    return text.charAt(end - 1) == 's' && (mark == '\'' || mark == '\u2019');
  }

  private static boolean isContent(char c) {
    return Character.isLetterOrDigit(c) || Character.isSurrogate(c);
  }
}
