package io.semanticrouter.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Commands that a test runs to their end. */
public final class CommandLine {
  private static final long LIMIT_MINUTES = 5;

  private CommandLine() {}

  /** A command that ended. */
  public record Finished(int exitCode, String stdout, String stderr) {}

  /** True if the PATH has a program of that name. */
  public static boolean isInstalled(String program) {
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.of(path.split(System.getProperty("path.separator"), -1))
        .filter(folder -> !folder.isEmpty())
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  public static Finished run(Path folder, String... command) {
    return run(folder, Map.of(), List.of(command));
  }

  public static Finished run(Path folder, Map<String, String> environment, List<String> command) {
    try {
      Path stdout = Files.createTempFile("command", ".out");
      Path stderr = Files.createTempFile("command", ".err");
      ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
      builder.environment().putAll(environment);
      Process process =
          builder.redirectOutput(stdout.toFile()).redirectError(stderr.toFile()).start();
      boolean ended = process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES);
      int exitCode = ended ? process.exitValue() : process.destroyForcibly().waitFor();
      Finished finished =
          new Finished(exitCode, Files.readString(stdout), Files.readString(stderr));
      Files.delete(stdout);
      Files.delete(stderr);
      return finished;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
