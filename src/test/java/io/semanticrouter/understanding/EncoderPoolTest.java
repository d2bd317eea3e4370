package io.semanticrouter.understanding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.semanticrouter.config.RouterConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EncoderPoolTest {
  private final Vertx vertx = Vertx.vertx();
  private final CountDownLatch release = new CountDownLatch(1);

  @AfterEach
  void close() {
    release.countDown();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private EncoderPool pool(boolean enabled, int maxQueue) {
    return new EncoderPool(
        vertx,
        new RouterConfig.Encoder(enabled, Optional.empty(), 1, maxQueue, 256, 0),
        null,
        enabled ? () -> new FakeUnderstanding(text -> null) : null);
  }

  private Boolean waiting(Understanding understanding) {
    try {
      release.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return understanding.isAvailable();
  }

  @Test
  void takesWhatItsThreadsAndItsQueueHoldAndNoMore() {
    // Given
    EncoderPool pool = pool(true, 1);

    // When
    Optional<Future<Boolean>> running = pool.submit(this::waiting);
    Optional<Future<Boolean>> queued = pool.submit(this::waiting);
    Optional<Future<Boolean>> refused = pool.submit(this::waiting);

    // Then
    assertThat(running).isPresent();
    assertThat(queued).isPresent();
    assertThat(refused).isEmpty();
    release.countDown();
    await().until(() -> running.get().isComplete() && queued.get().isComplete());
    assertThat(queued.get().result()).isTrue();
    await().until(() -> pool.submit(Understanding::isAvailable).isPresent());
  }

  @Test
  void aCallThatFindsNoPlaceGoesOnWithoutTheEncoder() {
    // Given
    EncoderPool pool = pool(true, 0);
    Optional<Future<Boolean>> running = pool.submit(this::waiting);

    // When
    boolean understood = pool.call(Understanding::isAvailable);

    // Then
    assertThat(running).isPresent();
    assertThat(understood).isFalse();
  }

  @Test
  void aFailureOfTheWorkFreesItsPlace() {
    // Given
    EncoderPool pool = pool(true, 0);

    // When
    Future<Object> failed =
        pool.submit(
                understanding -> {
                  throw new IllegalStateException("broken");
                })
            .orElseThrow();

    // Then
    await().until(failed::failed);
    await().until(() -> pool.submit(Understanding::isAvailable).isPresent());
  }

  @Test
  void withoutAnEncoderThereIsNoUnderstanding() {
    // Given
    EncoderPool pool = pool(false, 8);

    // When
    boolean understood = pool.call(Understanding::isAvailable);

    // Then
    assertThat(pool.isEnabled()).isFalse();
    assertThat(understood).isFalse();
    assertThat(pool.submit(Understanding::isAvailable)).isEmpty();
  }
}
