package io.semanticrouter.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The configuration file of the tests, in the form an operator would write. */
final class RouterConfigFile {
  private RouterConfigFile() {}

  /** The file that points a router at {@code harness}. */
  static String render(RouterHarness harness) {
    return template()
        .replace("@ALPHA_PORT@", Integer.toString(harness.alpha().port()))
        .replace("@BETA_PORT@", Integer.toString(harness.beta().port()))
        .replace("@REFUSING_PORT@", Integer.toString(harness.refusing().port()))
        .replace("@RECEIVER_PORT@", Integer.toString(harness.receiver().port()));
  }

  private static String template() {
    try (InputStream in = RouterConfigFile.class.getResourceAsStream("/router-under-test.yaml")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
