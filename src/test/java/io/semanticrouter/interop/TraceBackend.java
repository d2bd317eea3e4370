package io.semanticrouter.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A real Jaeger, Tempo or OpenTelemetry Collector on free ports of 127.0.0.1. */
final class TraceBackend implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Path JAEGER = Path.of("k8s", "overlays", "jaeger", "jaeger-config.yaml");

  private final Path folder;
  private final LeashedProcess process;
  private final Map<String, String> ports;

  private TraceBackend(Path folder, LeashedProcess process, Map<String, String> ports) {
    this.folder = folder;
    this.process = process;
    this.ports = ports;
  }

  /** One that is configured as Kubernetes and compose start it. */
  static TraceBackend jaeger() {
    TraceBackend jaeger = launch("jaeger", Map.of(), configuration(JAEGER));
    return jaeger.awaitReady("http://127.0.0.1:" + jaeger.ports.get("HEALTH_PORT") + "/status");
  }

  /**
   * A trace can be searched once nothing of it has come for {@code idle}. What comes later is taken
   * for another trace by searches, so this is to be longer than the spans of one are apart.
   */
  static TraceBackend tempo(Duration idle) {
    Map<String, String> environment = Map.of("TEMPO_TRACE_IDLE", idle.toSeconds() + "s");
    TraceBackend tempo = launch("tempo", environment, List.of());
    return tempo.awaitReady(tempo.queryUrl() + "/ready");
  }

  /** A Collector with a configuration that reads its ports from the environment. */
  static TraceBackend collector(Path configuration, Map<String, String> environment) {
    TraceBackend collector = launch("collector", environment, configuration(configuration));
    return collector.awaitReady(
        "http://127.0.0.1:" + collector.ports.get("HEALTH_PORT") + "/status");
  }

  private static List<String> configuration(Path file) {
    return List.of("--config", file.toAbsolutePath().toString());
  }

  private static TraceBackend launch(
      String name, Map<String, String> environment, List<String> options) {
    try {
      Path folder = Files.createTempDirectory(name);
      Map<String, String> ports = new HashMap<>();
      for (String variable :
          List.of(
              "OTLP_GRPC_PORT", "OTLP_HTTP_PORT", "QUERY_PORT", "QUERY_GRPC_PORT", "HEALTH_PORT")) {
        ports.put(variable, Integer.toString(LeashedProcess.freePort()));
      }
      Map<String, String> all = new HashMap<>(environment);
      all.putAll(ports);
      all.put("RUN_DIR", folder.toString());
      List<String> command =
          new ArrayList<>(List.of("bash", Programs.traceBackends().resolve("start.sh").toString()));
      command.add(name);
      command.add("--foreground");
      command.addAll(options);
      Path log = folder.resolve(name + ".log");
      return new TraceBackend(folder, LeashedProcess.start(log, all, command), ports);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private TraceBackend awaitReady(String url) {
    try {
      Awaitility.await(url)
          .atMost(PATIENCE)
          .until(
              () -> {
                process.assertAlive();
                return Http.isOk(url);
              });
      return this;
    } catch (RuntimeException | AssertionError e) {
      close();
      throw e;
    }
  }

  /** host:port for OTLP over gRPC. */
  String otlpGrpc() {
    return "127.0.0.1:" + ports.get("OTLP_GRPC_PORT");
  }

  /** host:port for OTLP over HTTP. */
  String otlpHttp() {
    return "127.0.0.1:" + ports.get("OTLP_HTTP_PORT");
  }

  /** Where searches are sent; a Collector has none. */
  String queryUrl() {
    return "http://127.0.0.1:" + ports.get("QUERY_PORT");
  }

  @Override
  public void close() {
    process.close();
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(TraceBackend::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
