package io.semanticrouter.tracing.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.semanticrouter.testing.LogCapture;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ExportLogTest {
  private final AtomicLong now = new AtomicLong();
  private final ExportLog log = new ExportLog("collector http://test-collector:4317", now::get);

  private static List<String> about(LogCapture capture) {
    return capture.lines().stream().filter(line -> line.contains("test-collector")).toList();
  }

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }

  @Test
  void saysOneLineAMinuteAndCountsWhatWasLost() {
    try (LogCapture capture = LogCapture.start()) {
      // When
      log.failed("refused", 3, 0);
      log.failed("refused", 4, 0);
      pass(Duration.ofSeconds(59));
      log.failed("refused", 5, 7);
      pass(Duration.ofSeconds(2));
      log.failed("refused", 6, 9);
      log.succeeded();
      log.succeeded();

      // Then
      List<String> lines = about(capture);
      assertThat(lines).hasSize(3);
      assertThat(lines.get(0)).contains("Failed to export spans: refused", " 3 spans lost)");
      assertThat(lines.get(1)).contains(" 15 spans lost, 9 dropped)");
      assertThat(lines.get(2)).contains("exported again", " 0 more spans lost");
    }
  }

  @Test
  void aCollectorThatComesAndGoesCostsNoMoreLines() {
    try (LogCapture capture = LogCapture.start()) {
      // When
      for (int second = 0; second < 120; second += 2) {
        log.failed("refused", 1, 0);
        log.succeeded();
        pass(Duration.ofSeconds(2));
      }

      // Then: a failure a minute, and the success after each
      List<String> lines = about(capture);
      assertThat(lines).hasSize(4);
      assertThat(lines.get(2)).contains("Failed to export spans", " 30 spans lost)");
    }
  }

  @Test
  void tellsOfAFullQueueOnceAMinute() {
    try (LogCapture capture = LogCapture.start()) {
      // When
      log.queueDropped(0, 100);
      log.queueDropped(5, 100);
      log.queueDropped(9, 100);
      pass(Duration.ofMinutes(2));
      log.queueDropped(12, 100);
      log.queueDropped(12, 100);

      // Then
      List<String> lines = about(capture);
      assertThat(lines).hasSize(2);
      assertThat(lines.get(0)).contains("full: 5 spans dropped", "max_queue_size 100");
      assertThat(lines.get(1)).contains("full: 7 spans dropped");
    }
  }

  @Test
  void tellsWhatWasRejectedOnceAMinute() {
    try (LogCapture capture = LogCapture.start()) {
      // When
      log.rejected(0, "");
      log.rejected(2, "too\nlong");
      log.rejected(3, "too long");
      pass(Duration.ofMinutes(1));
      log.rejected(1, "");
      pass(Duration.ofMinutes(1));
      log.rejected(0, "please upgrade");

      // Then
      List<String> lines = about(capture);
      assertThat(lines).hasSize(3);
      assertThat(lines.get(0)).contains("The collector rejected spans: too long", " 2 spans lost");
      assertThat(lines.get(1)).contains("it does not say why", " 4 spans lost");
      assertThat(lines.get(2)).contains("The collector warns: please upgrade");
    }
  }

  @Test
  void keepsForeignWordsOnOneShortLine() {
    // When
    String text = OneLine.of("a\r\nb" + "x".repeat(500), 10);

    // Then
    assertThat(text).isEqualTo("a  bxxxxxx...");
  }
}
