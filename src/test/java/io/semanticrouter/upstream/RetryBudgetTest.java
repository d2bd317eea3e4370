package io.semanticrouter.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RetryBudgetTest {
  private static final double SHARE = 0.2;

  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - TimeUnit.SECONDS.toNanos(5));

  private static int taken(RetryBudget budget) {
    int taken = 0;
    while (taken < 1_000 && budget.take(SHARE)) {
      taken++;
    }
    return taken;
  }

  @Test
  void aRouterWithFewRequestsMayRetryTenTimes() {
    // Given
    RetryBudget budget = new RetryBudget(now::get);
    budget.request();

    // When
    int taken = taken(budget);

    // Then
    assertThat(taken).isEqualTo(10);
  }

  @Test
  void manyRequestsEarnTheirShare() {
    // Given
    RetryBudget budget = new RetryBudget(now::get);
    for (int i = 0; i < 500; i++) {
      budget.request();
    }

    // When
    int taken = taken(budget);

    // Then
    assertThat(taken).isEqualTo(100);
  }

  @Test
  void tenSecondsLaterAllIsForgotten() {
    // Given
    RetryBudget budget = new RetryBudget(now::get);
    for (int i = 0; i < 500; i++) {
      budget.request();
    }
    taken(budget);

    // When
    now.addAndGet(TimeUnit.SECONDS.toNanos(9));
    int tooEarly = taken(budget);
    now.addAndGet(TimeUnit.SECONDS.toNanos(2));
    int later = taken(budget);

    // Then
    assertThat(tooEarly).isZero();
    assertThat(later).isEqualTo(10);
  }

  @Test
  void aRetryThatIsGivenBackCanBeTakenAgain() {
    // Given
    RetryBudget budget = new RetryBudget(now::get);
    taken(budget);

    // When
    budget.giveBack();

    // Then
    assertThat(taken(budget)).isEqualTo(1);
  }

  @Test
  void aBudgetOfNothingForbidsRetries() {
    // Given
    RetryBudget budget = new RetryBudget(now::get);
    budget.request();

    // When
    boolean taken = budget.take(0);

    // Then
    assertThat(taken).isFalse();
  }
}
