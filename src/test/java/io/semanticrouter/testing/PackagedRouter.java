package io.semanticrouter.testing;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * The packaged application as its own process: what the last build made, the native binary or the
 * fast-jar, as it is with {@code @QuarkusIntegrationTest}. Standard output and error are kept
 * apart.
 */
public final class PackagedRouter implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** A JVM takes a second or two, and much longer where all cores are busy with other work. */
  private static final Duration START_LIMIT = Duration.ofMinutes(3);

  private static final String PROPERTIES = "config/application.properties";
  private static final Path TARGET = Path.of("target");

  private final Process process;
  private final Path folder;
  private final int port;
  private final int managementPort;

  private PackagedRouter(Process process, Path folder, int port, int managementPort) {
    this.process = process;
    this.folder = folder;
    this.port = port;
    this.managementPort = managementPort;
  }

  /** Starts with {@code yaml} as its configuration file and waits until it is ready. */
  public static PackagedRouter start(String yaml, Map<String, String> environment) {
    return start(yaml, environment, "");
  }

  /** The same with {@code properties} as its {@code config/application.properties}. */
  public static PackagedRouter start(
      String yaml, Map<String, String> environment, String properties) {
    PackagedRouter router = launch(yaml, environment, properties);
    try {
      Awaitility.await("the router to be ready").atMost(START_LIMIT).until(router::readyOrDead);
      if (!router.process.isAlive()) {
        throw new AssertionError("router did not start:\n" + router.stderr());
      }
      return router;
    } catch (ConditionTimeoutException | AssertionError e) {
      router.close();
      throw e;
    }
  }

  /** Starts and does not wait: for a configuration that stops the start. */
  public static PackagedRouter launch(String yaml, Map<String, String> environment) {
    return launch(yaml, environment, "");
  }

  private static PackagedRouter launch(
      String yaml, Map<String, String> environment, String properties) {
    try {
      Path folder = Files.createTempDirectory("packaged-router");
      Path config = Files.writeString(folder.resolve("config.yaml"), yaml);
      Files.createDirectory(folder.resolve("config"));
      Files.writeString(folder.resolve(PROPERTIES), properties);
      int port = freePort();
      int managementPort = freePort();
      ProcessBuilder builder = new ProcessBuilder(command());
      builder.directory(folder.toFile());
      builder.redirectOutput(folder.resolve("stdout").toFile());
      builder.redirectError(folder.resolve("stderr").toFile());
      builder.environment().put("CONFIG_PATH", config.toString());
      builder.environment().put("QUARKUS_HTTP_PORT", Integer.toString(port));
      builder.environment().put("QUARKUS_MANAGEMENT_PORT", Integer.toString(managementPort));
      builder.environment().putAll(environment);
      return new PackagedRouter(builder.start(), folder, port, managementPort);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return port;
  }

  public RouterClient client() {
    return new RouterClient("127.0.0.1", port);
  }

  public RouterClient management() {
    return new RouterClient("127.0.0.1", managementPort);
  }

  public String stdout() {
    return read("stdout");
  }

  public String stderr() {
    return read("stderr");
  }

  /** Waits for the process to end by itself. */
  public int exitCode() {
    return exitCode(PATIENCE);
  }

  /** Waits so long, and no longer, for the process to end by itself. */
  public int exitCode(Duration limit) {
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError("still running:\n" + stderr());
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Asks the process to stop (SIGTERM) and waits for its end. */
  public int stop() {
    terminate();
    return exitCode();
  }

  /** Asks the process to stop (SIGTERM). */
  public void terminate() {
    process.destroy();
  }

  public long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    process.destroyForcibly();
    exitCode();
    for (String file : List.of("config.yaml", PROPERTIES, "config", "stdout", "stderr")) {
      delete(folder.resolve(file));
    }
    delete(folder);
  }

  private boolean readyOrDead() {
    if (!process.isAlive()) {
      return true;
    }
    try {
      return management().send("GET", "/q/health/ready", Map.of(), new byte[0]).status() == 200;
    } catch (UncheckedIOException notYetListening) {
      return false;
    }
  }

  private String read(String file) {
    try {
      return Files.readString(folder.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** True if the packaged application is a native binary. */
  public static boolean isNative() {
    return artifact().getProperty("type").startsWith("native");
  }

  /** The command line that starts the packaged application with these arguments. */
  public static List<String> command(String... arguments) {
    List<String> command = new ArrayList<>();
    if (!isNative()) {
      String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
      command.addAll(List.of(java, "-Xmx256m", "-jar"));
    }
    Path path = TARGET.resolve(artifact().getProperty("path"));
    command.add(path.toAbsolutePath().toString());
    command.addAll(List.of(arguments));
    return command;
  }

  /** What the Quarkus build writes down about its last artifact. */
  private static Properties artifact() {
    Properties artifact = new Properties();
    try (Reader in = Files.newBufferedReader(TARGET.resolve("quarkus-artifact.properties"))) {
      artifact.load(in);
      return artifact;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void delete(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
