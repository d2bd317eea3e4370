package io.semanticrouter.tracing.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import io.semanticrouter.testing.LogCapture;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ExportLogTest {
  private final AtomicLong now = new AtomicLong();
  private final ExportLog log = new ExportLog("http://test-collector:4317", now::get);

  private static List<String> about(LogCapture capture) {
    return capture.lines().stream().filter(line -> line.contains("test-collector")).toList();
  }

  @Test
  void saysOneLineAMinuteAndCountsWhatWasLost() {
    try (LogCapture capture = LogCapture.start()) {
      // When
      log.failed("refused", 3);
      log.failed("refused", 4);
      now.addAndGet(Duration.ofSeconds(59).toNanos());
      log.failed("refused", 5);
      now.addAndGet(Duration.ofSeconds(2).toNanos());
      log.failed("refused", 6);
      log.succeeded();
      log.succeeded();

      // Then
      List<String> lines = about(capture);
      assertThat(lines).hasSize(3);
      assertThat(lines.get(0)).contains("Failed to export spans: refused", " 3 spans lost");
      assertThat(lines.get(1)).contains(" 15 spans lost");
      assertThat(lines.get(2)).contains("exported again", " 0 more spans lost");
    }
  }

  @Test
  void keepsForeignWordsOnOneShortLine() {
    // When
    String text = ExportLog.printable("a\r\nb" + "x".repeat(500), 10);

    // Then
    assertThat(text).isEqualTo("a  bxxxxxx...");
  }
}
