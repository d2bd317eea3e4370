package io.semanticrouter.packaged;

import io.semanticrouter.testing.RouterHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What stands around a packaged router, new for each test; the test starts the router itself. */
abstract class PackagedTestBase {
  RouterHarness harness;

  @BeforeEach
  void startFakes() {
    harness = RouterHarness.start();
  }

  @AfterEach
  void stopFakes() {
    harness.stop();
  }
}
