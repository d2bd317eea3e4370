package io.semanticrouter.security.pii;

import static org.assertj.core.api.Assertions.assertThat;

import io.semanticrouter.config.PiiType;
import java.util.ArrayList;
import java.util.List;

/** A text in which guillemets mark what a detector shall find: {@code mail «jo@firm.com»}. */
record Marked(String text, List<int[]> spans) {
  private static final StructuredPiiDetector DETECTOR = new StructuredPiiDetector();
  private static final double DEFAULT_THRESHOLD = 0.7;

  static Marked of(String marked) {
    StringBuilder text = new StringBuilder();
    List<int[]> spans = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < marked.length(); i++) {
      switch (marked.charAt(i)) {
        case '«' -> start = text.length();
        case '»' -> spans.add(new int[] {start, text.length()});
        default -> text.append(marked.charAt(i));
      }
    }
    return new Marked(text.toString(), spans);
  }

  /** What the detector finds with the confidence that counts by default. */
  static List<PiiEntity> find(String text) {
    return DETECTOR.detect(text).stream()
        .filter(entity -> entity.confidence() >= DEFAULT_THRESHOLD)
        .toList();
  }

  /** Asserts that exactly the marked spans are found and that each has {@code type}. */
  static void assertFinds(PiiType type, String marked) {
    // Given
    Marked expected = of(marked);

    // When
    List<PiiEntity> found = find(expected.text());

    // Then
    assertThat(found.stream().map(e -> e.type() + " " + e.start() + ".." + e.end()))
        .as(marked)
        .containsExactlyElementsOf(
            expected.spans().stream().map(s -> type + " " + s[0] + ".." + s[1]).toList());
  }
}
