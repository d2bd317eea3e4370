package io.semanticrouter;

import io.quarkus.runtime.Application;
import io.quarkus.runtime.ApplicationLifecycleManager;

/**
 * Makes a stop that was asked for a success. By itself a process that handles SIGTERM or SIGINT
 * ends with 128 and the signal's number, which supervisors take for a failure.
 *
 * <p>The virtual machine has its code from the signal and leaves no way to change it but to halt
 * when everything is done. The binary's signal handler is Quarkus', which hands the code on.
 */
final class ExitCode {
  /** Codes above it come from signals. */
  private static final int SIGNALS = 128;

  private static volatile int code;

  private ExitCode() {}

  /** To be called before the application starts. */
  static void ofSignalsIsZero() {
    ApplicationLifecycleManager.setDefaultExitCodeHandler((asked, cause) -> leave(asked));
    Runtime.getRuntime().addShutdownHook(new Thread(ExitCode::haltWhenStopped, "exit code"));
  }

  private static void leave(int asked) {
    code = asked > SIGNALS ? 0 : asked;
    System.exit(code);
  }

  /** Runs beside Quarkus' own hook, which stops the application. */
  private static void haltWhenStopped() {
    Application application = ApplicationLifecycleManager.getCurrentApplication();
    if (application != null) {
      application.awaitShutdown();
    }
    System.out.flush();
    System.err.flush();
    Runtime.getRuntime().halt(code);
  }
}
