package io.semanticrouter;

import io.quarkus.runtime.ImageMode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** What the build wrote down about itself, and what this process runs on. */
record Version(String number, String commit, String runtime) {

  private static final String RESOURCE = "build.properties";

  /** The version of this process. The framework knows it too, but only once it has booted. */
  static Version current() {
    Properties build = new Properties();
    try (InputStream in = Version.class.getResourceAsStream(RESOURCE)) {
      build.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String runtime =
        ImageMode.current() == ImageMode.NATIVE_RUN ? "native" : "Java " + Runtime.version();
    return new Version(build.getProperty("version"), build.getProperty("commit", ""), runtime);
  }

  /**
   * {@code semantic-router 1.2.3 (commit 0a1b2c3, native)}; without the commit where it is unknown.
   */
  String line() {
    String origin = commit.isBlank() ? runtime : "commit " + commit + ", " + runtime;
    return "semantic-router " + number + " (" + origin + ")";
  }
}
