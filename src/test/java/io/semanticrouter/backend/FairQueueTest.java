package io.semanticrouter.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FairQueueTest {
  private final FairQueue<String> queue = new FairQueue<>();

  private void add(String... items) {
    for (String item : items) {
      assertThat(queue.add(item.substring(0, 1), item, 5)).isNull();
    }
  }

  private List<String> rest() {
    List<String> rest = new ArrayList<>();
    while (queue.peek() != null) {
      rest.add(queue.poll());
    }
    return rest;
  }

  @Test
  void callersTakeTurns() {
    // When
    add("a1", "a2", "a3", "b1", "c1");

    // Then
    assertThat(rest()).containsExactly("a1", "b1", "c1", "a2", "a3");
    assertThat(queue.size()).isZero();
  }

  @Test
  void whoWasServedComesAfterAllOthers() {
    // Given
    add("a1", "b1", "b2");
    queue.poll();

    // When
    add("a2");

    // Then
    assertThat(rest()).containsExactly("b1", "a2", "b2");
  }

  @Test
  void thereIsNoRoomForMoreOfTheSame() {
    // Given
    add("a1", "a2", "a3", "a4", "a5");

    // When
    String refused = queue.add("a", "a6", 5);

    // Then
    assertThat(refused).isEqualTo("a6");
    assertThat(queue.size()).isEqualTo(5);
  }

  @Test
  void whoHasFewerTakesTheLastPlaceOfWhoHasMost() {
    // Given
    add("a1", "a2", "a3", "a4", "b1");

    // When
    String first = queue.add("b", "b2", 5);
    String second = queue.add("b", "b3", 5);

    // Then
    assertThat(first).isEqualTo("a4");
    assertThat(second).as("it would have as many as the other").isEqualTo("b3");
    assertThat(rest()).containsExactly("a1", "b1", "a2", "b2", "a3");
  }

  @Test
  void nobodyFitsIntoAnEmptyRoom() {
    // Given
    FairQueue<String> none = new FairQueue<>();

    // When
    String refused = none.add("a", "a1", 0);

    // Then
    assertThat(refused).isEqualTo("a1");
  }

  @Test
  void whoLeavesIsNotServed() {
    // Given
    add("a1", "a2", "b1");

    // When
    boolean there = queue.remove("a", "a1");
    boolean again = queue.remove("a", "a1");
    queue.remove("b", "b1");

    // Then
    assertThat(there).isTrue();
    assertThat(again).isFalse();
    assertThat(queue.size()).isEqualTo(1);
    assertThat(rest()).containsExactly("a2");
  }
}
