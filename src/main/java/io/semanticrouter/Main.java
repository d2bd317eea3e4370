package io.semanticrouter;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.semanticrouter.config.ConfigFault;
import io.semanticrouter.config.ConfigPreflight;
import java.io.PrintStream;
import java.util.List;

/** Starts the router, once its configuration is known to be right. */
@QuarkusMain
public final class Main {

  /** The exit code of a start with a wrong configuration. */
  public static final int EXIT_WRONG_CONFIGURATION = 2;

  private Main() {}

  public static void main(String[] args) {
    // Development mode shows the faults itself and waits for a corrected file.
    if (LaunchMode.current() != LaunchMode.DEVELOPMENT) {
      List<ConfigFault> faults = ConfigPreflight.faults();
      if (!faults.isEmpty()) {
        print(faults, System.err);
        System.exit(EXIT_WRONG_CONFIGURATION);
      }
    }
    Quarkus.run(args);
  }

  private static void print(List<ConfigFault> faults, PrintStream out) {
    faults.forEach(fault -> out.println(fault.line()));
  }
}
