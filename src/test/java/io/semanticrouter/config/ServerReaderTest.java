package io.semanticrouter.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.semanticrouter.config.RateLimits.Limit;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServerReaderTest {

  private static Configs config(String rateLimit) {
    return Configs.of(
            "server: {api_keys_env: ROUTER_API_KEYS, rate_limit: {%s}}".formatted(rateLimit))
        .env("ROUTER_API_KEYS", "alice:secret-1,bob:secret-2");
  }

  @Test
  void nothingIsLimitedUnlessItIsAsked() {
    // When
    RateLimits limits = Configs.of("{}").load().server().rateLimits();
    // Then
    assertThat(limits.of(null)).isEqualTo(new Limit(0, 0));
  }

  @Test
  void aKeyHasTheCommonLimitWhereItHasNoneOfItsOwn() {
    // When
    RateLimits limits =
        config(
                "requests_per_minute: 60, tokens_per_minute: 100, per_key: {bob: {requests_per_minute: 6}}")
            .load()
            .server()
            .rateLimits();
    // Then
    assertThat(limits.of("alice")).isEqualTo(new Limit(60, 100));
    assertThat(limits.of("bob")).isEqualTo(new Limit(6, 100));
  }

  @Test
  void theEnvironmentOverridesTheLimitOfAKey() {
    // When
    RateLimits limits =
        config("per_key: {bob: {requests_per_minute: 6}}")
            .env("SERVER_RATE_LIMIT_PER_KEY_BOB_REQUESTS_PER_MINUTE", "7")
            .load()
            .server()
            .rateLimits();
    // Then
    assertThat(limits.of("bob")).isEqualTo(new Limit(7, 0));
  }

  @Test
  void aLimitBelowZeroIsAFault() {
    // When
    List<String> faults = config("requests_per_minute: -1").faults();
    // Then
    assertThat(faults)
        .containsExactly(
            "config.yaml: server.rate_limit.requests_per_minute = \"-1\": must be an integer, 0 or"
                + " more");
  }

  @Test
  void aLimitOfAKeyThatDoesNotExistNamesThoseThatDo() {
    // When
    List<String> faults = config("per_key: {alise: {tokens_per_minute: 5}, bob: {}}").faults();
    // Then
    assertThat(faults)
        .containsExactly(
            "config.yaml: server.rate_limit.per_key.alise: must be the name of a client key: alice"
                + " or bob");
  }

  @Test
  void aLimitOfAKeyNeedsKeys() {
    // When
    List<String> faults = Configs.of("server: {rate_limit: {per_key: {alice: {}}}}").faults();
    // Then
    assertThat(faults)
        .containsExactly(
            "config.yaml: server.rate_limit.per_key.alice: no client key is configured; name the"
                + " variable that holds them in server.api_keys_env");
  }

  @Test
  void whereTheKeysAreAtFaultTheirNamesAreNot() {
    // When
    List<String> faults =
        Configs.of("server: {api_keys_env: NO_SUCH_KEYS, rate_limit: {per_key: {alice: {}}}}")
            .faults();
    // Then
    assertThat(faults)
        .containsExactly(
            "config.yaml: server.api_keys_env = \"NO_SUCH_KEYS\": this environment variable is not"
                + " set");
  }
}
