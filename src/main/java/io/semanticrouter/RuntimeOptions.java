package io.semanticrouter;

/**
 * Options of the virtual machine among the arguments. A native binary takes them before {@code
 * main} sees them; behind {@code -jar} they come through. One command line has to do for both.
 */
final class RuntimeOptions {

  private RuntimeOptions() {}

  static boolean isOne(String argument) {
    return argument.startsWith("-D") || argument.startsWith("-X");
  }

  /** Sets the system properties; it is too late for anything else. */
  static void apply(String... arguments) {
    for (String argument : arguments) {
      if (argument.startsWith("-D") && argument.length() > 2) {
        int equals = argument.indexOf('=');
        String name = argument.substring(2, equals < 0 ? argument.length() : equals);
        System.setProperty(name, equals < 0 ? "" : argument.substring(equals + 1));
      }
    }
  }
}
