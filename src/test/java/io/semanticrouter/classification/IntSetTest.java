package io.semanticrouter.classification;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IntSetTest {
  @Test
  void holdsWhatASetHolds() {
    // Given
    IntSet set = new IntSet();
    Set<Integer> expected = new HashSet<>();
    Random random = new Random(7);

    // Then, also when it has grown several times
    for (int i = 0; i < 20_000; i++) {
      int value = random.nextInt(8_000);
      assertThat(set.add(value)).isEqualTo(expected.add(value));
    }
    assertThat(set.add(Integer.MAX_VALUE)).isTrue();
    assertThat(set.add(Integer.MAX_VALUE)).isFalse();
  }
}
