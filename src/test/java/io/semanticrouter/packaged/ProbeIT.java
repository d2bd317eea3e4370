package io.semanticrouter.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import io.semanticrouter.testing.ClosedPort;
import io.semanticrouter.testing.CommandLine;
import io.semanticrouter.testing.OtlpReceiver;
import io.semanticrouter.testing.PackagedRouter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code validate --probe} of the packaged application. */
class ProbeIT {
  @TempDir Path folder;

  private CommandLine.Finished probe(String exporter) throws IOException {
    Files.writeString(
        folder.resolve("config.yaml"),
        "observability: {tracing: {exporter: {" + exporter + "}}}\n");
    return CommandLine.run(
        folder, Map.of("TOKEN", "0123456789abcdef"), PackagedRouter.command("validate", "--probe"));
  }

  @Test
  void aSpanArrives() throws IOException {
    // Given
    try (OtlpReceiver receiver = OtlpReceiver.start()) {
      // When
      CommandLine.Finished probe =
          probe("type: otlp, endpoint: 'localhost:%d'".formatted(receiver.port()));

      // Then
      assertThat(probe.exitCode()).as(probe.stderr()).isZero();
      assertThat(probe.stdout())
          .contains("OK: a span was exported to http://localhost:" + receiver.port() + " (grpc)");
      assertThat(receiver.spans())
          .singleElement()
          .satisfies(span -> assertThat(span.name()).isEqualTo("semantic_router.probe"));
    }
  }

  @Test
  void theOtherProtocolIsFound() throws IOException {
    // Given
    try (OtlpReceiver receiver = OtlpReceiver.start()) {
      // When
      CommandLine.Finished probe =
          probe(
              "type: otlp, endpoint: 'localhost:%d', protocol: http/protobuf, headers: {k: '${TOKEN}'}"
                  .formatted(receiver.port()));

      // Then
      assertThat(probe.exitCode()).isEqualTo(3);
      assertThat(probe.stderr())
          .contains("Failed to export a span to", "set exporter.protocol: grpc")
          .doesNotContain("0123456789abcdef");
      assertThat(receiver.spans()).isEmpty();
    }
  }

  @Test
  void nobodyListens() throws IOException {
    // Given
    try (ClosedPort closed = ClosedPort.hold()) {
      // When
      CommandLine.Finished probe =
          probe("type: otlp, endpoint: '127.0.0.1:%d'".formatted(closed.port()));

      // Then
      assertThat(probe.exitCode()).isEqualTo(3);
      assertThat(probe.stdout()).startsWith("OK: ");
      assertThat(probe.stderr()).contains("onnection refused", "exporter.endpoint");
    }
  }

  @Test
  void nobodyIsAskedWhereSpansStayHere() throws IOException {
    // When
    CommandLine.Finished probe = probe("type: stdout");

    // Then
    assertThat(probe.exitCode()).isZero();
    assertThat(probe.stdout()).contains("No probe: spans go to standard output");
  }
}
