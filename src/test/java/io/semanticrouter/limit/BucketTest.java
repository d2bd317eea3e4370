package io.semanticrouter.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BucketTest {
  private static final long SECOND = 1_000_000_000L;

  /** The clock of {@link System#nanoTime()} may pass through the end of its range. */
  private static final long START = Long.MAX_VALUE - SECOND;

  private static long after(long nanos) {
    return START + nanos;
  }

  private static int takenAtOnce(Bucket bucket, long now) {
    int taken = 0;
    while (bucket.tryTake(now) == 0) {
      taken++;
    }
    return taken;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 60, 1_000})
  void holdsAMinutesWorth(int perMinute) {
    // Given
    Bucket bucket = new Bucket(perMinute, START);

    // When
    int taken = takenAtOnce(bucket, START);

    // Then
    assertThat(taken).isEqualTo(perMinute);
    assertThat(bucket.left(START)).isZero();
    assertThat(bucket.untilFull(START)).isBetween(60 * SECOND - perMinute, 60 * SECOND);
  }

  @Test
  void fillsEvenly() {
    // Given
    Bucket bucket = new Bucket(60, START);
    takenAtOnce(bucket, START);

    // When
    long wait = bucket.tryTake(after(SECOND / 4));
    int afterThree = takenAtOnce(bucket, after(3 * SECOND));

    // Then
    assertThat(wait).isEqualTo(SECOND * 3 / 4);
    assertThat(afterThree).isEqualTo(3);
  }

  @Test
  void holdsNoMoreHoweverLongNobodyTakes() {
    // Given
    Bucket bucket = new Bucket(60, START);

    // When
    int taken = takenAtOnce(bucket, after(3_600 * SECOND));

    // Then
    assertThat(taken).isEqualTo(60);
  }

  @Test
  void whatIsTakenBeyondItIsOwed() {
    // Given
    Bucket bucket = new Bucket(60, START);

    // When
    bucket.take(90, START);

    // Then 30 are owed, and one has to be there
    assertThat(bucket.left(START)).isZero();
    assertThat(bucket.untilOne(START)).isEqualTo(31 * SECOND);
    assertThat(bucket.untilOne(after(31 * SECOND))).isZero();
    assertThat(bucket.left(after(35 * SECOND))).isEqualTo(5);
  }

  @ParameterizedTest
  @ValueSource(longs = {4_000, Long.MAX_VALUE})
  void noMoreIsOwedThanAnHourFills(long amount) {
    // Given
    Bucket bucket = new Bucket(60, START);

    // When
    bucket.take(amount, START);
    bucket.take(amount, START);

    // Then
    assertThat(bucket.untilOne(START)).isEqualTo(3_601 * SECOND);
  }

  @Test
  void givesNothingBack() {
    // Given
    Bucket bucket = new Bucket(60, START);
    takenAtOnce(bucket, START);

    // When
    bucket.take(-10, START);

    // Then
    assertThat(bucket.left(START)).isZero();
  }

  @Test
  void givesNoneTwice() throws InterruptedException {
    // Given
    Bucket bucket = new Bucket(5_000, START);
    AtomicInteger taken = new AtomicInteger();
    CountDownLatch start = new CountDownLatch(1);
    Thread[] threads =
        IntStream.range(0, 4)
            .mapToObj(
                _ ->
                    Thread.ofPlatform()
                        .start(
                            () -> {
                              awaitQuietly(start);
                              taken.addAndGet(takenAtOnce(bucket, START));
                            }))
            .toArray(Thread[]::new);

    // When
    start.countDown();
    for (Thread thread : threads) {
      thread.join();
    }

    // Then
    assertThat(taken).hasValue(5_000);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
