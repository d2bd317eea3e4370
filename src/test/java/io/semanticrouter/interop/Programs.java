package io.semanticrouter.interop;

import io.semanticrouter.testing.CommandLine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/**
 * Where the programs are that this suite needs and no one here wrote, and why a part of it cannot
 * run. Folders of scripts lie beside the project unless {@code TRACE_BACKENDS} and {@code
 * REAL_BACKEND} name others; what they install is in the user's cache unless {@code
 * TRACE_BACKENDS_HOME} and {@code REAL_BACKEND_HOME} say where.
 */
final class Programs {
  private Programs() {}

  /** The folder of install.sh and start.sh of Jaeger, Tempo and the Collector. */
  static Path traceBackends() {
    return folder("TRACE_BACKENDS", Path.of("..", "shared", "trace-backends"));
  }

  /** The folder of install.sh and serve.sh of vLLM. */
  static Path realBackend() {
    return folder("REAL_BACKEND", Path.of("..", "shared", "real-backend"));
  }

  /** The Python of vLLM's environment, which also has the official OpenAI client. */
  static Path python() {
    return realBackendHome().resolve(Path.of("venv", "bin", "python"));
  }

  /** Skips the tests of a class, with the reason on standard output, unless Jaeger can be run. */
  static void assumeJaeger(String part) {
    assume(part, missingTraceBackend("jaeger"));
  }

  /** The same of Tempo. */
  static void assumeTempo(String part) {
    assume(part, missingTraceBackend("tempo"));
  }

  /** The same of vLLM. */
  static void assumeVllm(String part) {
    Path scripts = realBackend();
    if (!Files.exists(scripts.resolve("serve.sh"))) {
      assume(part, Optional.of("no " + scripts.resolve("serve.sh") + "; set REAL_BACKEND"));
    }
    boolean installed =
        Files.exists(realBackendHome().resolve(Path.of("venv", ".id")))
            && Files.exists(realBackendHome().resolve(Path.of("model", ".id")));
    assume(
        part, installed ? Optional.empty() : Optional.of(notInstalled("vLLM", scripts, "python3")));
  }

  private static Optional<String> missingTraceBackend(String program) {
    Path scripts = traceBackends();
    if (!Files.exists(scripts.resolve("start.sh"))) {
      return Optional.of("no " + scripts.resolve("start.sh") + "; set TRACE_BACKENDS");
    }
    if (!CommandLine.isInstalled("curl")) {
      return Optional.of("there is no curl on the PATH");
    }
    Path binary = home("TRACE_BACKENDS_HOME", "trace-backends").resolve(Path.of("bin", program));
    return Files.isExecutable(binary)
        ? Optional.empty()
        : Optional.of(notInstalled(program, scripts, "go"));
  }

  private static String notInstalled(String program, Path scripts, String tool) {
    String missing =
        CommandLine.isInstalled(tool) ? "" : ", which needs " + tool + ", not on the PATH here";
    return "%s is not installed; run %s%s"
        .formatted(program, scripts.resolve("install.sh"), missing);
  }

  private static void assume(String part, Optional<String> reason) {
    reason.ifPresent(text -> System.out.println("interop skipped: " + part + ": " + text));
    Assumptions.assumeTrue(reason.isEmpty(), () -> part + ": " + reason.orElseThrow());
  }

  private static Path realBackendHome() {
    return home("REAL_BACKEND_HOME", "real-backend");
  }

  private static Path home(String variable, String name) {
    return folder(variable, Path.of(System.getProperty("user.home"), ".cache", name));
  }

  private static Path folder(String variable, Path otherwise) {
    String value = System.getenv().getOrDefault(variable, "");
    return value.isEmpty() ? otherwise : Path.of(value);
  }
}
