package io.semanticrouter.tracing.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.Attributes;
import org.junit.jupiter.api.Test;

class ExceptionEventsTest {
  private static final String PROMPT = "my secret prompt";

  @Test
  void showsWhereButNotWhat() {
    // Given
    Exception thrown =
        new IllegalStateException(PROMPT, new IllegalArgumentException("cause of " + PROMPT));

    // When
    Attributes event = ExceptionEvents.attributes(thrown);

    // Then
    assertThat(event.get(ExceptionEvents.TYPE)).isEqualTo("java.lang.IllegalStateException");
    assertThat(event.size()).isEqualTo(2);
    assertThat(event.get(ExceptionEvents.STACK_TRACE))
        .startsWith("java.lang.IllegalStateException\n\tat ")
        .contains("ExceptionEventsTest.java")
        .contains("Caused by: java.lang.IllegalArgumentException\n\tat ")
        .doesNotContain(PROMPT);
  }

  @Test
  void endsOnACircleOfCauses() {
    // Given
    Exception first = new Exception();
    Exception second = new Exception(first);
    first.initCause(second);

    // When
    Attributes event = ExceptionEvents.attributes(first);

    // Then
    assertThat(event.get(ExceptionEvents.STACK_TRACE)).contains("Caused by: java.lang.Exception");
  }
}
