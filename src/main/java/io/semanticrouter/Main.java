package io.semanticrouter;

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

  Main() {}

  public static void main(String[] args) {
    if (!insideBuildTool()) {
      List<ConfigFault> faults = ConfigPreflight.faults();
      if (!faults.isEmpty()) {
        print(faults, System.err);
        System.exit(EXIT_WRONG_CONFIGURATION);
      }
    }
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

  private static void print(List<ConfigFault> faults, PrintStream out) {
    faults.forEach(fault -> out.println(fault.line()));
  }
}
