package io.semanticrouter;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the command line asks for. */
sealed interface Command {

  /** Starts the router. */
  record Start() implements Command {}

  /**
   * Checks a configuration.
   *
   * @param file its file; empty: what a start would use
   * @param probe whether a span is exported, too
   */
  record Validate(Optional<String> file, boolean probe) implements Command {}

  /** Prints the version. */
  record ShowVersion() implements Command {}

  /** Prints how to call the program. */
  record Help() implements Command {}

  /**
   * Cannot be understood.
   *
   * @param problem in one line, with what is allowed
   */
  record Wrong(String problem) implements Command {}

  /** What {@code Help} prints. */
  String USAGE =
      """
      Usage: semantic-router [command]

        (none)           starts the router
        validate [file]  checks a configuration file; without one, what a start would use;
                         with --probe it exports a span, too, and says what is wrong if that fails
        --version        prints the version
        --help           prints this

      CONFIG_PATH names the configuration file; without it ./config.yaml is read if there is one.
      Every key can be overridden, as SEMANTIC_CACHE_TTL_SECONDS=5 or -Dsemantic_cache.ttl_seconds=5.
      The API listens on port 8801 (QUARKUS_HTTP_PORT), health and metrics on port 9190
      (QUARKUS_MANAGEMENT_PORT). A wrong configuration or command line ends with exit code 2, a
      failed --probe with 3.
      """;

  String ALLOWED = "validate [--probe] [file], --version or --help";

  /** Reads the arguments; those for the run time may stand anywhere. */
  static Command of(String... arguments) {
    List<String> words = new ArrayList<>(List.of(arguments));
    words.removeIf(RuntimeOptions::isOne);
    if (words.isEmpty()) {
      return new Start();
    }
    String first = words.getFirst();
    boolean probe = first.equals("validate") && words.remove("--probe");
    Command command =
        switch (first) {
          case "validate" -> new Validate(words.stream().skip(1).findFirst(), probe);
          case "--version" -> new ShowVersion();
          case "--help", "-h", "help" -> new Help();
          default -> new Wrong("unknown command \"%s\"; allowed: %s".formatted(first, ALLOWED));
        };
    int allowed = command instanceof Validate ? 2 : 1;
    return words.size() <= allowed || command instanceof Wrong
        ? command
        : new Wrong(
            "unexpected argument \"%s\"; allowed: %s".formatted(words.get(allowed), ALLOWED));
  }
}
