package io.semanticrouter.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Starts the surroundings of the router and points it at them, for {@code @QuarkusTest} and
 * {@code @QuarkusIntegrationTest} alike.
 */
public final class RouterTestResource implements QuarkusTestResourceLifecycleManager {
  private RouterHarness harness;
  private Path config;

  @Override
  public Map<String, String> start() {
    harness = RouterHarness.start();
    try {
      config = Files.createTempFile("router-test", ".yaml");
      Files.writeString(config, harness.configFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Map.of("CONFIG_PATH", config.toString());
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(harness, new TestInjector.MatchesType(RouterHarness.class));
  }

  @Override
  public void stop() {
    if (harness != null) {
      harness.stop();
    }
    try {
      if (config != null) {
        Files.deleteIfExists(config);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
