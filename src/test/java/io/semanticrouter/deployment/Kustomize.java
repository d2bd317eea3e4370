package io.semanticrouter.deployment;

import io.semanticrouter.testing.CommandLine;
import io.semanticrouter.testing.CommandLine.Finished;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The folders of {@code k8s/}, and what {@code kubectl kustomize} makes of them. */
final class Kustomize {
  static final Path ROOT = Path.of("k8s");
  static final Path BASE = ROOT.resolve("base");
  static final Path OVERLAYS = ROOT.resolve("overlays");

  /** Older ones do not know all fields of the kustomizations: Debian 12's kubectl brings 2.0. */
  private static final int OLDEST = 5;

  private static final Pattern VERSION = Pattern.compile("(?:Kustomize Version: |^)v(\\d+)\\.");

  private static final Map<Path, Rendered> RENDERED = new ConcurrentHashMap<>();
  private static final Optional<List<String>> COMMAND = command();

  private Kustomize() {}

  /** Base and overlays, as they lie there: a new overlay is tested without being named. */
  static List<Path> folders() {
    try (Stream<Path> overlays = Files.list(OVERLAYS)) {
      return Stream.concat(Stream.of(BASE), overlays.sorted()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path overlay(String name) {
    return OVERLAYS.resolve(name);
  }

  /** Renders and parses a folder; skips the test where there is nothing to render with. */
  static Rendered render(Path folder) {
    Assumptions.assumeTrue(
        COMMAND.isPresent(), "skipped: no kubectl or kustomize on the PATH with kustomize 5");
    return RENDERED.computeIfAbsent(folder, Kustomize::build);
  }

  private static Rendered build(Path folder) {
    List<String> command = new ArrayList<>(COMMAND.orElseThrow());
    command.add(folder.toString());
    Finished finished = CommandLine.run(Path.of("."), command.toArray(String[]::new));
    if (finished.exitCode() != 0) {
      throw new AssertionError(folder + " does not render:\n" + finished.stderr());
    }
    return new Rendered(StrictKubernetes.parse(finished.stdout()));
  }

  private static Optional<List<String>> command() {
    if (version("kubectl", "version", "--client") >= OLDEST) {
      return Optional.of(List.of("kubectl", "kustomize"));
    }
    if (version("kustomize", "version") >= OLDEST) {
      return Optional.of(List.of("kustomize", "build"));
    }
    return Optional.empty();
  }

  private static int version(String... command) {
    if (!CommandLine.isInstalled(command[0])) {
      return 0;
    }
    String said = CommandLine.run(Path.of("."), command).stdout();
    Matcher version = VERSION.matcher(said);
    if (version.find()) {
      return Integer.parseInt(version.group(1));
    }
    // What "go install" builds does not know its version; nobody builds an old one.
    return said.startsWith("(devel)") ? OLDEST : 0;
  }
}
