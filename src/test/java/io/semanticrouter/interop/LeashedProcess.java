package io.semanticrouter.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A server that ends when it is closed, and also when this JVM ends without closing it, were it by
 * SIGKILL: see {@code src/test/interop/leash}.
 */
final class LeashedProcess implements AutoCloseable {
  private static final Path LEASH = Path.of("src", "test", "interop", "leash");
  private static final long STOP_SECONDS = 30;

  private final Process process;
  private final Path log;

  private LeashedProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Starts {@code command}; what it prints goes into {@code log}. */
  static LeashedProcess start(Path log, Map<String, String> environment, List<String> command) {
    try {
      List<String> leashed = new ArrayList<>(List.of("bash", LEASH.toString()));
      leashed.addAll(command);
      ProcessBuilder builder =
          new ProcessBuilder(leashed).redirectErrorStream(true).redirectOutput(log.toFile());
      builder.environment().putAll(environment);
      return new LeashedProcess(builder.start(), log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Throws if the server has ended by itself. */
  void assertAlive() {
    if (!process.isAlive()) {
      throw new AssertionError("ended with " + process.exitValue() + ":\n" + log());
    }
  }

  String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("did not end:\n" + log());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
