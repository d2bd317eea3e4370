package io.semanticrouter.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestIdsTest {
  @ParameterizedTest
  @ValueSource(strings = {"a", "req-1", "2f1c:7/x+y=z@host_1.2"})
  void keepsAWellFormedId(String sent) {
    assertThat(RequestIds.of(sent)).isEqualTo(sent);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", " ", "a b", "a\nb", "ä", "<x>", "a\u0000"})
  void replacesAnyOther(String sent) {
    assertThat(RequestIds.of(sent)).isNotEqualTo(sent).matches("[0-9a-f-]{36}");
  }

  @Test
  void replacesAnIdThatIsTooLong() {
    assertThat(RequestIds.of("x".repeat(128))).hasSize(128);
    assertThat(RequestIds.of("x".repeat(129))).hasSize(36);
  }
}
