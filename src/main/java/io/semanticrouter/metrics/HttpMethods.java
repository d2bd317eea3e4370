package io.semanticrouter.metrics;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import io.vertx.core.http.HttpMethod;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Keeps methods that nobody has defined out of the framework's metrics of its server: a client may
 * make up as many as it likes, and each would be a series for ever.
 */
@Singleton
final class HttpMethods {
  private static final String SERVER = "http.server.";

  /** Of RFC 9110 and RFC 5789. */
  private static final Set<String> DEFINED =
      Stream.of(
              HttpMethod.GET,
              HttpMethod.HEAD,
              HttpMethod.POST,
              HttpMethod.PUT,
              HttpMethod.DELETE,
              HttpMethod.CONNECT,
              HttpMethod.OPTIONS,
              HttpMethod.TRACE,
              HttpMethod.PATCH)
          .map(HttpMethod::name)
          .collect(Collectors.toUnmodifiableSet());

  /** Denied, not renamed: the registry remembers each name that a filter has changed. */
  @Produces
  @Singleton
  MeterFilter definedMethods() {
    return new MeterFilter() {
      @Override
      public MeterFilterReply accept(Meter.Id id) {
        String method = id.getName().startsWith(SERVER) ? id.getTag("method") : null;
        return method == null || DEFINED.contains(method)
            ? MeterFilterReply.NEUTRAL
            : MeterFilterReply.DENY;
      }
    };
  }
}
