package io.semanticrouter;

import io.semanticrouter.config.ConfigFault;
import io.semanticrouter.config.ConfigPreflight;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;

/** {@code semantic-router validate}: the checks of a start, without the start. */
final class Validation {

  private Validation() {}

  /**
   * Prints {@code OK} or every fault, as a start would.
   *
   * @param file empty: what a start would use
   * @return the exit code
   */
  static int run(Optional<String> file, PrintStream out, PrintStream err) {
    ConfigPreflight.Report report = ConfigPreflight.check(file);
    if (!report.faults().isEmpty()) {
      return refuse(report.faults(), err);
    }
    report.warnings().forEach(err::println);
    out.println("OK: " + report.checked());
    return 0;
  }

  /** Prints a line for each fault and gives the exit code. */
  static int refuse(List<ConfigFault> faults, PrintStream err) {
    faults.forEach(fault -> err.println(fault.line()));
    return Main.EXIT_WRONG_CONFIGURATION;
  }
}
