package io.semanticrouter.tracing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The application with the stdout exporter, and its standard output in a buffer. */
public class StdoutProfile implements QuarkusTestProfile {
  @Override
  public Set<Class<?>> getEnabledAlternatives() {
    return Set.of(TracingTestBeans.Stdout.class, TracingTestBeans.Watch.class);
  }

  @Override
  public List<TestResourceEntry> testResources() {
    return List.of(new TestResourceEntry(Capture.class));
  }

  /** Takes the place of System.out before the application starts. */
  public static class Capture implements QuarkusTestResourceLifecycleManager {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private PrintStream before;

    @Override
    public Map<String, String> start() {
      before = System.out;
      System.setOut(new PrintStream(bytes, false, StandardCharsets.UTF_8));
      return Map.of("quarkus.otel.service.name", "router-under-test");
    }

    @Override
    public void inject(TestInjector injector) {
      injector.injectIntoFields(bytes, field -> field.getType() == ByteArrayOutputStream.class);
    }

    @Override
    public void stop() {
      System.setOut(before);
    }
  }
}
