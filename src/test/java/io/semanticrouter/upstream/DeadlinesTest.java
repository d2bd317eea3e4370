package io.semanticrouter.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.semanticrouter.config.Timeouts;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeadlinesTest {
  private static Vertx vertx;

  private final BlockingQueue<String> passed = new LinkedBlockingQueue<>();
  private Context loop;
  private Deadlines deadlines;

  @BeforeAll
  static void startVertx() {
    vertx = Vertx.vertx();
  }

  @AfterAll
  static void stopVertx() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @BeforeEach
  void useOneLoop() {
    loop = vertx.getOrCreateContext();
    deadlines = new Deadlines(vertx);
  }

  @Test
  void theNearestEndIsToldFirstWhateverTheOrderOfTheStarts() throws Exception {
    // Given
    onLoop(
        () -> {
          start("slow", limits(60_000, 60_000, 150));
          start("fast", limits(20, 60_000, 60_000));
          start("never", limits(60_000, 60_000, 60_000));
        });

    // When
    List<String> told = List.of(next(), next());

    // Then
    assertThat(told).containsExactly("fast QUIET", "slow TOTAL");
    assertThat(passed).isEmpty();
  }

  @Test
  void whatIsCancelledIsNotTold() throws Exception {
    // Given
    onLoop(
        () -> {
          List<Deadline> cancelled = new ArrayList<>();
          for (int i = 0; i < 5; i++) {
            cancelled.add(start("cancelled " + i, limits(20, 20, 20)));
            start("kept " + i, limits(60_000, 60_000, 40 + i * 20));
          }
          cancelled.forEach(Deadline::cancel);
          cancelled.getFirst().cancel();
        });

    // When
    List<String> told = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      told.add(next());
    }

    // Then
    assertThat(told)
        .containsExactlyInAnyOrder(
            "kept 0 TOTAL", "kept 1 TOTAL", "kept 2 TOTAL", "kept 3 TOTAL", "kept 4 TOTAL");
    assertThat(passed).isEmpty();
  }

  @Test
  void anotherLimitCountsOnceTheHeadCame() throws Exception {
    // Given
    onLoop(() -> start("call", limits(60_000, 20, 60_000)).answering());

    // When, Then
    assertThat(next()).isEqualTo("call QUIET");
  }

  @Test
  void anAnswerThatComesBeforeItIsToldCounts() throws Exception {
    // Given
    onLoop(
        () -> {
          Deadline answered = start("answered", limits(1_000, 60_000, 60_000));
          answered.look(System.nanoTime() + Duration.ofSeconds(2).toNanos());
          answered.answering();
          start("later", limits(20, 60_000, 60_000));
        });

    // When, Then
    assertThat(next()).isEqualTo("later QUIET");
    assertThat(passed).isEmpty();
  }

  @Test
  void aRestartedOneIsToldAgain() throws Exception {
    // Given
    Deadline[] call = new Deadline[1];
    onLoop(() -> call[0] = start("call", limits(20, 60_000, 60_000)));
    String first = next();

    // When
    onLoop(call[0]::restart);

    // Then
    assertThat(List.of(first, next())).containsExactly("call QUIET", "call QUIET");
  }

  @Test
  void aCallThatWaitsForItsClientIsNotQuiet() throws Exception {
    // Given
    onLoop(
        () -> {
          Deadline suspended = start("suspended", limits(20, 20, 200));
          suspended.suspend();
          start("other", limits(60, 20, 60_000));
        });

    // When, Then
    assertThat(List.of(next(), next())).containsExactly("other QUIET", "suspended TOTAL");
  }

  private Deadline start(String name, Timeouts limits) {
    return new Deadline(deadlines, limits, (limit, _) -> passed.add(name + " " + limit));
  }

  private static Timeouts limits(int firstByte, int idle, int total) {
    return new Timeouts(
        Duration.ofMillis(firstByte), Duration.ofMillis(idle), Duration.ofMillis(total));
  }

  private void onLoop(Runnable run) throws InterruptedException {
    CountDownLatch ran = new CountDownLatch(1);
    loop.runOnContext(
        _ -> {
          run.run();
          ran.countDown();
        });
    assertThat(ran.await(30, TimeUnit.SECONDS)).isTrue();
  }

  private String next() throws InterruptedException {
    String told = passed.poll(30, TimeUnit.SECONDS);
    return told == null ? "nothing" : told;
  }
}
