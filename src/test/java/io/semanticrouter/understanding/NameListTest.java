package io.semanticrouter.understanding;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NameListTest {
  private static boolean isIn(NameList names, String word) {
    return names.contains("<" + word + ">", 1, 1 + word.length());
  }

  @ParameterizedTest
  @ValueSource(strings = {"réka", "REKA", "Re\u0301ka", "reka"})
  void knowsANameInEveryCaseAndWithoutItsAccents(String word) {
    // Given
    NameList names =
        NameList.read(new ByteArrayInputStream("reka\nzoltan\n".getBytes(StandardCharsets.UTF_8)));

    // When / Then
    assertThat(isIn(names, word)).isTrue();
    assertThat(isIn(names, word + "x")).isFalse();
  }

  @Test
  void theBuiltInOneHoldsNamesAndNoWords() {
    // When
    NameList names = NameList.builtIn();

    // Then
    assertThat(new String[] {"Oleksandr", "Nomvula", "Çağlar", "Szymański"})
        .allMatch(name -> isIn(names, name));
    assertThat(new String[] {"mark", "summer", "price", "the", "a", ""})
        .noneMatch(word -> isIn(names, word));
  }

  @Test
  void aWordOfAMebibyteOfAccentsIsNoName() {
    // Given
    String word = "A" + "\u0301".repeat(1 << 19) + "\u0323".repeat(1 << 19) + "nna";

    // Then
    assertThat(NameList.builtIn().contains(word, 0, word.length())).isFalse();
  }
}
