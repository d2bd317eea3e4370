package io.semanticrouter.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.semanticrouter.config.TracingConfig.ExporterType;
import io.semanticrouter.config.TracingConfig.Format;
import io.semanticrouter.tracing.export.ExportHealths;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StdoutSpanExporterTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8);

  @Test
  void printsEachSpanWholeWhileOthersPrint() throws Exception {
    // Given: batches of some 600 KiB, so that each needs several writes, and a chatty thread
    StdoutSpanExporter exporter = new StdoutSpanExporter(Format.COMPACT, out);
    SpanData span =
        SpanJsonTest.builder(
                Attributes.builder().put("a", "x".repeat(500)).build(), StatusData.ok())
            .build();
    List<SpanData> batch = Collections.nCopies(400, span);
    Thread first = Thread.ofPlatform().start(() -> exporter.export(batch));
    Thread second = Thread.ofPlatform().start(() -> exporter.export(batch));

    // When
    while (first.isAlive() || second.isAlive()) {
      out.println("something else");
    }
    first.join();
    second.join();

    // Then
    List<String> lines = bytes.toString(StandardCharsets.UTF_8).lines().toList();
    ObjectMapper json = new ObjectMapper();
    int spans = 0;
    for (String line : lines) {
      if (!line.equals("something else")) {
        JsonNode object = json.readTree(line);
        assertThat(object.get("Duration").longValue()).isEqualTo(45_000_007);
        spans++;
      }
    }
    assertThat(spans).isEqualTo(800);
  }

  @Test
  void printsWithoutWaitingForTheBatchDelay() {
    // Given: the delay that the file asks for would hold the span back for an hour
    SdkTracerProvider provider =
        SdkTracerProvider.builder()
            .addSpanProcessor(
                SpanExport.toStdout(
                    TracingFixtures.exporter(ExporterType.STDOUT, Duration.ofHours(1)),
                    out,
                    new ExportHealths()))
            .build();
    Tracer tracer = provider.get("test");

    // When
    tracer.spanBuilder("one").startSpan().end();

    // Then
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> bytes.toString(StandardCharsets.UTF_8).contains("\"Name\":\"one\""));
    provider.shutdown().join(10, TimeUnit.SECONDS);
  }

  @Test
  void printsWhatIsLeftAtShutdown() {
    // Given
    SdkTracerProvider provider =
        SdkTracerProvider.builder()
            .addSpanProcessor(
                SpanExport.toStdout(
                    TracingFixtures.exporter(ExporterType.STDOUT, Duration.ofHours(1)),
                    out,
                    new ExportHealths()))
            .build();
    provider.get("test").spanBuilder("last").startSpan().end();

    // When
    provider.shutdown().join(10, TimeUnit.SECONDS);

    // Then
    assertThat(bytes.toString(StandardCharsets.UTF_8)).contains("\"Name\":\"last\"");
  }

  @Test
  void reportsABrokenPipe() {
    // Given
    out.close();
    StdoutSpanExporter exporter = new StdoutSpanExporter(Format.COMPACT, out);
    SpanData span = SpanJsonTest.builder(Attributes.empty(), StatusData.ok()).build();

    // When
    boolean exported = exporter.export(List.of(span)).isSuccess();

    // Then
    assertThat(exported).isFalse();
  }
}
