package io.semanticrouter.backend;

import static org.assertj.core.api.Assertions.assertThat;

import io.semanticrouter.config.Ejection;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** State by state; each request is answered a moment after it was sent. */
class CircuitBreakerTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final Duration HALF_A_MINUTE = Duration.ofSeconds(30);

  private long now = -5 * SECOND;

  /** Opens after three in a row or half of ten; closes after two probes. */
  private final CircuitBreaker breaker =
      new CircuitBreaker(new Ejection(3, 0.5, 10, HALF_A_MINUTE, 2));

  private String fail() {
    now++;
    return breaker.failed(now, now - 1, false);
  }

  private boolean succeed() {
    now++;
    return breaker.succeeded(now, now - 1);
  }

  private void open() {
    fail();
    fail();
    fail();
  }

  private boolean probeAfter(long nanos) {
    now += nanos;
    return breaker.takesProbe(now);
  }

  @Test
  void failuresInARowOpenIt() {
    // When
    String first = fail();
    String second = fail();
    String third = fail();

    // Then
    assertThat(first).isNull();
    assertThat(second).isNull();
    assertThat(third).isEqualTo("failed 3 times in a row");
    assertThat(breaker.isOpen()).isTrue();
  }

  @Test
  void everySecondFailureOpensItWhenTheWindowIsFull() {
    // When
    String last = null;
    for (int i = 0; i < 5; i++) {
      assertThat(last).isNull();
      succeed();
      last = fail();
    }

    // Then
    assertThat(last).isEqualTo("failed 5 of its last 10 requests");
    assertThat(breaker.isOpen()).isTrue();
  }

  @Test
  void fewerFailuresThanTheShareNeverOpenIt() {
    // When
    for (int i = 0; i < 1_000; i++) {
      if (i % 5 < 2) { // two of five
        fail();
      } else {
        succeed();
      }
    }

    // Then
    assertThat(breaker.isOpen()).isFalse();
  }

  @Test
  void failuresThatHaveLeftTheWindowDoNotCount() {
    // Given four of ten, then ten that succeed
    for (int i = 0; i < 10; i++) {
      boolean failed = i % 5 < 2 ? fail() != null : succeed();
      assertThat(failed).isFalse();
    }
    for (int i = 0; i < 10; i++) {
      succeed();
    }

    // When
    fail();
    succeed();
    fail();

    // Then
    assertThat(breaker.isOpen()).isFalse();
  }

  @Test
  void withoutAShareOnlyFailuresInARowOpenIt() {
    // Given
    CircuitBreaker inARow = new CircuitBreaker(new Ejection(3, 0, 10, HALF_A_MINUTE, 1));

    // When
    for (int i = 0; i < 100; i++) {
      inARow.failed(now, now, false);
      inARow.failed(now, now, false);
      inARow.succeeded(now, now);
    }

    // Then
    assertThat(inARow.isOpen()).isFalse();
  }

  @Test
  void answersThatBreakOffCountAsFailedAndNotAsSucceeded() {
    // When
    String last = null;
    for (int i = 0; i < 10; i++) {
      succeed();
      if (i % 2 == 0) {
        last = breaker.failed(now, now, true);
      } else {
        breaker.ended(now);
      }
    }
    last = last == null ? breaker.failed(now, now, true) : last;

    // Then
    assertThat(last).isEqualTo("failed 6 of its last 10 requests");
  }

  @Test
  void openItLetsNothingThroughUntilTheTimeIsOver() {
    // Given
    open();

    // When
    boolean early = probeAfter(30 * SECOND - 1);
    boolean intime = probeAfter(1);
    boolean second = probeAfter(1);

    // Then
    assertThat(early).isFalse();
    assertThat(intime).isTrue();
    assertThat(second).as("one probe at a time").isFalse();
  }

  @Test
  void closesWhenAllProbesHaveSucceeded() {
    // Given
    open();
    probeAfter(30 * SECOND);

    // When
    boolean afterOne = succeed();
    boolean next = breaker.takesProbe(now);
    boolean afterTwo = succeed();

    // Then
    assertThat(afterOne).isFalse();
    assertThat(next).as("the next probe goes at once").isTrue();
    assertThat(afterTwo).isTrue();
    assertThat(breaker.isOpen()).isFalse();
  }

  @Test
  void aProbeThatFailsKeepsItOpenForAsLongAgain() {
    // Given
    open();
    probeAfter(30 * SECOND);
    succeed();
    breaker.takesProbe(now);

    // When
    String told = fail();

    // Then
    assertThat(told).as("nothing new").isNull();
    assertThat(probeAfter(30 * SECOND - 1)).isFalse();
    assertThat(probeAfter(1)).isTrue();
    assertThat(succeed()).as("the first of two again").isFalse();
  }

  @Test
  void aProbeThatNobodyTellsOfIsFollowedByAnother() {
    // Given
    open();

    // When
    probeAfter(30 * SECOND);

    // Then
    assertThat(probeAfter(30 * SECOND)).isTrue();
  }

  @Test
  void whatBeganBeforeItOpenedDoesNotCloseIt() {
    // Given two slow requests, sent in time
    long sent = now;
    open();

    // When
    boolean first = breaker.succeeded(now + SECOND, sent);
    boolean second = breaker.succeeded(now + SECOND, sent);

    // Then
    assertThat(first || second).isFalse();
    assertThat(breaker.isOpen()).isTrue();
  }

  @Test
  void whatBeganBeforeItOpenedDoesNotKeepItOpen() {
    // Given
    long sent = now;
    open();

    // When
    breaker.failed(now + 29 * SECOND, sent, false);

    // Then
    assertThat(probeAfter(30 * SECOND)).isTrue();
  }

  @Test
  void startsAnewWhenItHasClosed() {
    // Given
    open();
    long sent = now;
    probeAfter(30 * SECOND);
    succeed();
    succeed();

    // When
    for (int i = 0; i < 5; i++) {
      breaker.failed(now, sent, false);
      breaker.failed(now, sent, true);
    }
    fail();
    fail();

    // Then
    assertThat(breaker.isOpen()).isFalse();
    assertThat(fail()).isEqualTo("failed 3 times in a row");
  }

  @Test
  void answersThatBreakOffInARowOpenIt() {
    // Given heads that come in between, of answers that break off, too
    CircuitBreaker inARow = new CircuitBreaker(new Ejection(3, 0, 10, HALF_A_MINUTE, 1));

    // When
    String last = null;
    for (int i = 0; i < 3; i++) {
      assertThat(last).isNull();
      inARow.succeeded(now, now);
      last = inARow.failed(now, now, true);
    }

    // Then
    assertThat(last).isEqualTo("broke off 3 answers in a row");
    assertThat(inARow.isOpen()).isTrue();
  }

  @Test
  void anAnswerThatComesWholeIsBetweenThoseThatBreakOff() {
    // Given
    CircuitBreaker inARow = new CircuitBreaker(new Ejection(3, 0, 10, HALF_A_MINUTE, 1));

    // When
    for (int i = 0; i < 100; i++) {
      inARow.succeeded(now, now);
      if (i % 3 == 2) {
        inARow.ended(now);
      } else {
        inARow.failed(now, now, true);
      }
    }

    // Then
    assertThat(inARow.isOpen()).isFalse();
  }

  @Test
  void aProbeWhoseAnswerBreaksOffOpensItAgain() {
    // Given closed by the heads of two probes
    open();
    probeAfter(30 * SECOND);
    succeed();
    long probe = now;
    now++;
    breaker.succeeded(now, probe);
    assertThat(breaker.isOpen()).isFalse();

    // When
    now += SECOND;
    String reason = breaker.failed(now, probe, true);

    // Then it stays so for as long again
    assertThat(reason).isEqualTo("broke off an answer before it gave a whole one");
    assertThat(probeAfter(30 * SECOND - 1)).isFalse();
    assertThat(probeAfter(1)).isTrue();
  }

  @Test
  void aProbeWhoseAnswerCameWholeHasProvenIt() {
    // Given
    open();
    probeAfter(30 * SECOND);
    succeed();
    succeed();
    breaker.ended(now - 1);

    // When
    succeed();
    String first = breaker.failed(now, now - 1, true);

    // Then
    assertThat(first).isNull();
    assertThat(breaker.isOpen()).isFalse();
  }
}
