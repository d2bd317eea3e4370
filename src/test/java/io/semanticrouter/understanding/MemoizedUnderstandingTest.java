package io.semanticrouter.understanding;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MemoizedUnderstandingTest {
  private static final int ENOUGH =
      MemoizedUnderstanding.MOST_PIECES / MemoizedUnderstanding.LEAST_PIECES;

  private final RecentReadings recent =
      new RecentReadings(text -> FakeUnderstanding.spans(), ENOUGH);
  private final Understanding understanding = new MemoizedUnderstanding(null, recent);

  @Test
  void readsNoMoreThanItHasTimeFor() {
    // Given
    for (int i = 0; i < ENOUGH; i++) {
      assertThat(understanding.reads("text " + i)).isTrue();
      understanding.read("text " + i);
    }

    // Then
    assertThat(understanding.isAvailable()).isTrue();
    assertThat(understanding.reads("text 7")).isTrue();
    assertThat(understanding.reads("one more")).isFalse();
    assertThat(understanding.isAvailable()).isFalse();
  }

  @Test
  void whatIsRememberedCostsNothing() {
    // Given
    for (int i = 0; i < ENOUGH; i++) {
      recent.read("turn " + i, _ -> {});
    }

    // When
    for (int i = 0; i < ENOUGH; i++) {
      understanding.read("turn " + i);
    }

    // Then
    assertThat(understanding.reads("one more")).isTrue();
  }
}
