package io.semanticrouter;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.semanticrouter.config.ConfigFault;
import io.semanticrouter.config.ConfigPreflight;
import java.util.List;
import java.util.Optional;

/** Starts the router, once its configuration is known to be right, or does one of its commands. */
@QuarkusMain
public final class Main {

  /** The exit code of a wrong configuration or command line. */
  public static final int EXIT_WRONG_CONFIGURATION = 2;

  /**
   * The exit code of {@code validate --probe} where the configuration is right and no span arrived.
   */
  public static final int EXIT_PROBE_FAILED = 3;

  Main() {}

  public static void main(String[] args) {
    if (insideBuildTool()) {
      Quarkus.run(args);
      return;
    }
    RuntimeOptions.apply(args);
    switch (Command.of(args)) {
      case Command.Start() -> start(args);
      case Command.Validate(Optional<String> file, boolean probe) ->
          System.exit(Validation.run(file, probe, System.out, System.err));
      case Command.ShowVersion() -> System.out.println(Version.current().line());
      case Command.Help() -> System.out.print(Command.USAGE);
      case Command.Wrong(String problem) -> {
        System.err.println("semantic-router: " + problem);
        System.exit(EXIT_WRONG_CONFIGURATION);
      }
    }
  }

  private static void start(String[] args) {
    List<ConfigFault> faults = ConfigPreflight.check(Optional.empty()).faults();
    if (!faults.isEmpty()) {
      System.exit(Validation.refuse(faults, System.err));
    }
    ExitCode.ofSignalsIsZero();
    Quarkus.run(args);
  }

  /**
   * Development mode and tests load the application in a class loader of the build tool. There a
   * fault is the bean's to report: leaving would end the tool, which waits for a corrected file.
   * The framework's launch mode is not known before it boots.
   */
  private static boolean insideBuildTool() {
    String loader = Main.class.getClassLoader().getClass().getName();
    return loader.startsWith("io.quarkus.bootstrap.classloading.");
  }
}
