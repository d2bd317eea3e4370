package io.semanticrouter.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** A real vLLM on a CPU with a tiny model, on a free port of 127.0.0.1. */
final class VllmServer implements AutoCloseable {
  static final String MODEL = "tiny";

  /** It takes half a minute on two idle cores, and several where much else runs. */
  private static final Duration PATIENCE = Duration.ofMinutes(8);

  private final LeashedProcess process;
  private final Path log;
  private final int port;

  private VllmServer(LeashedProcess process, Path log, int port) {
    this.process = process;
    this.log = log;
    this.port = port;
  }

  /** Starts it with {@code --otlp-traces-endpoint} and waits until it serves. */
  static VllmServer start(String otlpEndpoint) {
    try {
      Path log = Files.createTempFile("vllm", ".log");
      int port = LeashedProcess.freePort();
      String script = Programs.realBackend().resolve("serve.sh").toString();
      List<String> command =
          List.of("--daemon", "bash", script, Integer.toString(port), otlpEndpoint);
      Map<String, String> environment =
          Map.of(
              "MODEL_NAMES",
              MODEL,
              "START_TIMEOUT",
              Long.toString(PATIENCE.toSeconds()),
              "OTEL_BSP_SCHEDULE_DELAY",
              "100");
      VllmServer server =
          new VllmServer(LeashedProcess.start(log, environment, command), log, port);
      server.awaitReady();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void awaitReady() {
    try {
      Awaitility.await("vLLM")
          .atMost(PATIENCE.plusSeconds(10))
          .until(
              () -> {
                process.assertAlive();
                return process.log().contains("READY");
              });
    } catch (RuntimeException | AssertionError e) {
      close();
      throw e;
    }
  }

  int port() {
    return port;
  }

  @Override
  public void close() {
    process.close();
    try {
      Files.delete(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
