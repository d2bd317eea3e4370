package io.semanticrouter.tracing.otlp;

import io.opentelemetry.sdk.trace.data.SpanData;
import io.semanticrouter.config.Tls;
import io.semanticrouter.config.TracingConfig.Exporter;
import io.semanticrouter.tracing.export.ExportFailure;
import io.semanticrouter.tracing.export.OneLine;
import io.semanticrouter.tracing.otlp.CollectorAnswer.Accepted;
import io.semanticrouter.tracing.otlp.CollectorAnswer.Refused;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * One export, tried now and once, and what an operator can do where it fails. Where something else
 * answers than what was expected, the other ways to say OTLP are tried too, so that the advice is
 * one that works.
 */
public final class CollectorProbe implements AutoCloseable {
  /** Longest that one try may take; the exporter's own time-out may be shorter. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** The same, for the other ways. */
  private static final Duration OTHER_PATIENCE = Duration.ofSeconds(3);

  private static final int GRPC_PORT = 4317;
  private static final int HTTP_PORT = 4318;

  private final Vertx vertx;

  /** Opens what a connection needs; the application need not run. */
  public CollectorProbe() {
    // As the running router does it: the resolver of the system, and no files in /tmp.
    System.setProperty("vertx.disableDnsResolver", "true");
    vertx =
        Vertx.vertx(
            new VertxOptions()
                .setEventLoopPoolSize(1)
                .setFileSystemOptions(
                    new FileSystemOptions()
                        .setFileCachingEnabled(false)
                        .setClassPathResolvingEnabled(false)));
  }

  /**
   * What came of it.
   *
   * @param arrived whether the collector has the spans
   * @param lines what happened, then what to do; without header values
   */
  public record Report(boolean arrived, List<String> lines) {}

  /** Exports these spans as the router would. */
  public Report run(Exporter exporter, Collection<SpanData> spans) {
    Redaction redaction = new Redaction(exporter.headers().values());
    Duration timeout = OtlpConnection.timeout(exporter);
    CollectorAnswer answer = attempt(exporter, spans, shorter(timeout, PATIENCE));
    String where = exporter.url() + " (" + exporter.protocol() + ")";
    return switch (answer) {
      case Accepted accepted when accepted.rejected() > 0 ->
          new Report(
              false,
              List.of(
                  "The collector "
                      + where
                      + " answered, and rejected the span: "
                      + OneLine.of(redaction.of(accepted.words()))));
      case Accepted _ -> new Report(true, List.of("OK: a span was exported to " + where));
      case Refused refused -> {
        ExportFailure failure = redaction.of(refused.failure());
        List<String> lines = new ArrayList<>();
        lines.add("Failed to export a span to " + where + ": " + failure.cause());
        lines.addAll(advice(exporter, failure));
        yield new Report(false, List.copyOf(lines));
      }
    };
  }

  private List<String> advice(Exporter exporter, ExportFailure failure) {
    List<String> lines = new ArrayList<>();
    if (ProbeAdvice.speaksOtherwise(failure)) {
      others(exporter).entrySet().stream()
          .filter(other -> answersOtlp(attempt(other.getValue(), List.of(), OTHER_PATIENCE)))
          .findFirst()
          .ifPresent(other -> lines.add(other.getKey()));
    }
    return lines.isEmpty() ? List.of(ProbeAdvice.of(failure)) : lines;
  }

  /**
   * The other ways, by what to say where one of them is right. They are tried without headers,
   * which are secrets, and without spans.
   */
  private static Map<String, Exporter> others(Exporter exporter) {
    boolean grpc = exporter.protocol().equals("grpc");
    boolean tls = exporter.url().getScheme().equals("https");
    String otherProtocol = grpc ? "http/protobuf" : "grpc";
    String looks =
        "This looks like an OTLP/" + (grpc ? "HTTP" : "gRPC") + " server: set exporter.protocol: ";
    String withTls =
        tls
            ? "exporter.insecure: true (it speaks no TLS)"
            : "exporter.insecure: false (it speaks TLS)";
    Map<String, Exporter> others = new LinkedHashMap<>();
    others.put(looks + otherProtocol, like(exporter, exporter.port(), otherProtocol, tls));
    others.put("Set " + withTls, like(exporter, exporter.port(), exporter.protocol(), !tls));
    others.put(
        looks + otherProtocol + " and " + withTls,
        like(exporter, exporter.port(), otherProtocol, !tls));
    int usual = grpc ? GRPC_PORT : HTTP_PORT;
    if (exporter.port() != usual) {
      others.put(
          "A collector listens on port " + usual + ": set exporter.endpoint to that port",
          like(exporter, usual, exporter.protocol(), tls));
    }
    int otherUsual = grpc ? HTTP_PORT : GRPC_PORT;
    if (exporter.port() != otherUsual) {
      others.put(
          "A collector listens on port "
              + otherUsual
              + ": set exporter.endpoint to that port and exporter.protocol: "
              + otherProtocol,
          like(exporter, otherUsual, otherProtocol, tls));
    }
    return others;
  }

  private static Exporter like(Exporter exporter, int port, String protocol, boolean tls) {
    return new Exporter(
        exporter.type(),
        (tls ? "https://" : "http://") + exporter.url().getHost() + ":" + port,
        !tls,
        protocol,
        Map.of(),
        exporter.timeout(),
        "none",
        tls ? exporter.tls() : Tls.SYSTEM,
        exporter.format(),
        exporter.batch());
  }

  /** True where only a collector of this kind answers so, be it with a refusal. */
  private static boolean answersOtlp(CollectorAnswer answer) {
    return switch (answer) {
      case Accepted _ -> true;
      case Refused refused -> ProbeAdvice.isOfACollector(refused.failure());
    };
  }

  private CollectorAnswer attempt(Exporter exporter, Collection<SpanData> spans, Duration limit) {
    OtlpConnection connection = OtlpConnection.open(vertx, exporter);
    CompletableFuture<CollectorAnswer> answer = new CompletableFuture<>();
    Attempt attempt =
        new Attempt(
            connection,
            OtlpSpanExporter.message(exporter, connection.protocol(), SpanBatch.of(spans)),
            answer::complete);
    connection
        .context()
        .runOnContext(
            _ -> {
              vertx.setTimer(
                  limit.toMillis(), _ -> answer.complete(late(attempt, connection, limit)));
              attempt.start();
            });
    CollectorAnswer found = answer.join();
    connection.context().runOnContext(_ -> attempt.abandon());
    connection.client().close();
    return found;
  }

  private static CollectorAnswer late(Attempt attempt, OtlpConnection connection, Duration limit) {
    return Refused.of(
        ExportFailure.TIMEOUT,
        connection.server()
            + (attempt.isConnected() ? " gave no answer within " : " took no connection within ")
            + limit.toMillis()
            + " ms",
        true);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
