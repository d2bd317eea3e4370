package io.semanticrouter;

import io.semanticrouter.config.ConfigFault;
import io.semanticrouter.config.ConfigPreflight;
import io.semanticrouter.config.TracingConfig;
import io.semanticrouter.config.TracingConfig.ExporterType;
import io.semanticrouter.tracing.ProbeSpan;
import io.semanticrouter.tracing.otlp.CollectorProbe;
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
   * @param probe true: export a span, too
   * @return the exit code
   */
  static int run(Optional<String> file, boolean probe, PrintStream out, PrintStream err) {
    ConfigPreflight.Report report = ConfigPreflight.check(file);
    if (!report.faults().isEmpty()) {
      return refuse(report.faults(), err);
    }
    report.warnings().forEach(err::println);
    out.println("OK: " + report.checked());
    return probe ? probe(report.tracing().orElseThrow(), out, err) : 0;
  }

  private static int probe(TracingConfig tracing, PrintStream out, PrintStream err) {
    if (!tracing.enabled() || tracing.exporter().type() == ExporterType.STDOUT) {
      out.println(
          tracing.enabled()
              ? "No probe: spans go to standard output"
              : "No probe: tracing is switched off");
      return 0;
    }
    try (CollectorProbe probe = new CollectorProbe()) {
      CollectorProbe.Report report =
          probe.run(tracing.exporter(), List.of(ProbeSpan.of(tracing.resource())));
      report.lines().forEach(report.arrived() ? out::println : err::println);
      return report.arrived() ? 0 : Main.EXIT_PROBE_FAILED;
    }
  }

  /** Prints a line for each fault and gives the exit code. */
  static int refuse(List<ConfigFault> faults, PrintStream err) {
    faults.forEach(fault -> err.println(fault.line()));
    return Main.EXIT_WRONG_CONFIGURATION;
  }
}
