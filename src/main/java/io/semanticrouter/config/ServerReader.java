package io.semanticrouter.config;

import io.semanticrouter.config.ClientKeys.ClientKey;
import io.semanticrouter.config.RateLimits.Limit;
import io.semanticrouter.config.Reading.Value;
import io.semanticrouter.config.RouterConfig.Server;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the section {@code server}. */
final class ServerReader {

  private static final int NO_MAXIMUM = Integer.MAX_VALUE;
  private static final int TEN_MIB = 10 * 1024 * 1024;

  private final Reading reading;

  ServerReader(Reading reading) {
    this.reading = reading;
  }

  Server read(Section root) {
    Section section = root.section("server");
    Optional<String> variable = Secrets.variable(reading, section, "api_keys_env");
    Optional<String> pairs = variable.flatMap(reading::variable).filter(text -> !text.isBlank());
    Optional<List<ClientKey>> keys = pairs.flatMap(ClientKeys::parse);
    if (pairs.isPresent() && keys.isEmpty()) {
      section.value("api_keys_env").ifPresent(value -> malformedKeys(section, value));
    }
    // Which names there are is unknown where the variable is at fault.
    boolean known = keys.isPresent() || section.text("api_keys_env", "").isBlank();
    List<String> names = keys.orElse(List.of()).stream().map(ClientKey::name).toList();
    Server server =
        new Server(
            variable,
            section.integer("max_body_bytes", TEN_MIB, 1, NO_MAXIMUM),
            section.duration("body_timeout", Duration.ofSeconds(60)),
            section.integer("max_in_flight", 4096, 1, NO_MAXIMUM),
            section.duration("shutdown_drain", Duration.ofSeconds(30)),
            rateLimits(section.section("rate_limit"), known, names),
            Apis.read(section.section("api")));
    section.end();
    return server;
  }

  private static void malformedKeys(Section section, Value value) {
    section.fault(
        "api_keys_env",
        value,
        "this environment variable must hold name:key pairs, separated by commas,"
            + " each name once");
  }

  private RateLimits rateLimits(Section section, boolean keysKnown, List<String> keys) {
    Limit common = limit(section, Limit.NONE);
    Map<String, Limit> perKey = new LinkedHashMap<>();
    for (Map.Entry<String, Section> own : section.named("per_key").entrySet()) {
      if (keysKnown && !keys.contains(own.getKey())) {
        reading.fault(
            reading.sourceOfName(section.path("per_key"), own.getKey()),
            ConfigKeys.child(section.path("per_key"), own.getKey()),
            "",
            keys.isEmpty()
                ? "no client key is configured; name the variable that holds them in"
                    + " server.api_keys_env"
                : "must be the name of a client key: " + ConfigFault.alternatives(keys));
      }
      perKey.put(own.getKey(), limit(own.getValue(), common));
      own.getValue().end();
    }
    section.end();
    return new RateLimits(common, Collections.unmodifiableMap(perKey));
  }

  private static Limit limit(Section section, Limit standard) {
    return new Limit(
        section.integer("requests_per_minute", standard.requestsPerMinute(), 0, NO_MAXIMUM),
        section.integer("tokens_per_minute", standard.tokensPerMinute(), 0, NO_MAXIMUM));
  }
}
