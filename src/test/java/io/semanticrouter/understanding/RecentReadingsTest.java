package io.semanticrouter.understanding;

import static org.assertj.core.api.Assertions.assertThat;

import io.semanticrouter.config.PiiType;
import io.semanticrouter.understanding.Reading.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecentReadingsTest {
  private final List<String> read = new ArrayList<>();

  private Reading reading(String text) {
    read.add(text);
    return new Reading(new double[0], 0, new double[0], List.of(), new float[0], true, 1);
  }

  @Test
  void aTextThatComesAgainIsNotReadAgain() {
    // Given
    RecentReadings recent = new RecentReadings(this::reading, 2);
    Reading first = recent.read("a", _ -> {});

    // When
    Reading again = recent.read("a", _ -> {});

    // Then
    assertThat(again).isSameAs(first);
    assertThat(read).containsExactly("a");
  }

  @Test
  void whatWasNotAskedForLongestIsForgotten() {
    // Given
    RecentReadings recent = new RecentReadings(this::reading, 2);
    List.of("a", "b", "a", "c").forEach(text -> recent.read(text, _ -> {}));

    // When
    recent.read("a", _ -> {});
    recent.read("b", _ -> {});

    // Then
    assertThat(read).containsExactly("a", "b", "c", "b");
  }

  @Test
  void unpairedSurrogatesAreToldApart() {
    // Given
    RecentReadings recent = new RecentReadings(this::reading, 2);

    // When
    recent.read("\ud800", _ -> {});
    recent.read("\ufffd", _ -> {});

    // Then
    assertThat(read).hasSize(2);
  }

  @Test
  void aReadingThatTakesMuchMemoryIsNotKept() {
    // Given as of a list of names
    Span[] spans = new Span[RecentReadings.MOST_SPANS + 1];
    Arrays.fill(spans, new Span(PiiType.PERSON, 0, 4, 0.9));
    RecentReadings recent =
        new RecentReadings(
            text -> {
              read.add(text);
              return FakeUnderstanding.spans(spans);
            },
            2);

    // When
    recent.read("a", _ -> {});
    recent.read("a", _ -> {});

    // Then
    assertThat(read).containsExactly("a", "a");
  }

  @Test
  void withoutRoomEveryTextIsRead() {
    // Given
    RecentReadings recent = new RecentReadings(this::reading, 0);

    // When
    recent.read("a", _ -> {});
    recent.read("a", _ -> {});

    // Then
    assertThat(read).containsExactly("a", "a");
  }
}
