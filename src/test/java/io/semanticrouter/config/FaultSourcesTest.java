package io.semanticrouter.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A fault names what holds the value, also where the value is a word of a list or a name. */
class FaultSourcesTest {

  private static final String FILE =
      """
      vllm_endpoints:
        - {name: e1, address: 10.0.0.1}
      model_config:
        qwen3-30b:
          preferred_endpoints: [e1]
          pii_policy: {pii_types_allowed: [GPE]}
      classifier: {pii_model: {thresholds: {GPE: 0.5}}}
      server:
        api_keys_env: ROUTER_API_KEYS
        rate_limit: {per_key: {bob: {tokens_per_minute: 5}}}
      observability:
        tracing:
          exporter: {headers: {x-tenant: a}}
          attributes_from_baggage: [feature]
      """;

  private static Configs config() {
    return Configs.of(FILE).env("ROUTER_API_KEYS", "bob:secret-1");
  }

  @Test
  void anUnknownEndpointIsBlamedOnTheListThatNamesIt() {
    // Given
    Configs configs = config().env("MODEL_CONFIG_QWEN3_30B_PREFERRED_ENDPOINTS", "e1,gpu-9");
    // When
    List<String> faults = configs.faults();
    // Then
    assertThat(faults)
        .containsExactly(
            "environment variable MODEL_CONFIG_QWEN3_30B_PREFERRED_ENDPOINTS:"
                + " model_config.qwen3-30b.preferred_endpoints[1] = \"gpu-9\": must be an endpoint:"
                + " e1");
  }

  @Test
  void aWordOfAListIsBlamedOnItsOwnSource() {
    // Given
    Configs configs =
        Configs.of(FILE.replace("[e1]", "[gpu-1, e1]"))
            .env("ROUTER_API_KEYS", "bob:secret-1")
            .env("MODEL_CONFIG_QWEN3_30B_PREFERRED_ENDPOINTS_1_", "gpu-2")
            .property("model_config.qwen3-30b.preferred_endpoints[2]", " ");
    // When
    List<String> faults = configs.faults();
    // Then
    assertThat(faults)
        .containsExactly(
            "system property: model_config.qwen3-30b.preferred_endpoints[2]: must be a word that is"
                + " not empty",
            "config.yaml: model_config.qwen3-30b.preferred_endpoints[0] = \"gpu-1\": must be an"
                + " endpoint: e1",
            "environment variable MODEL_CONFIG_QWEN3_30B_PREFERRED_ENDPOINTS_1_:"
                + " model_config.qwen3-30b.preferred_endpoints[1] = \"gpu-2\": must be an endpoint:"
                + " e1");
  }

  @Test
  void withoutAFileAPropertyIsBlamedToo() {
    // Given
    Configs configs =
        Configs.of(ConfigFile.none()).property("model_config.m.preferred_endpoints", "gpu-9");
    // When
    List<String> faults = configs.faults();
    // Then
    assertThat(faults)
        .containsExactly(
            "system property: model_config.m.preferred_endpoints[0] = \"gpu-9\": no endpoint is"
                + " configured");
  }

  @Test
  void anUnknownTypeThatIsAllowedIsBlamedOnItsSource() {
    // Given
    Configs configs =
        config().env("MODEL_CONFIG_QWEN3_30B_PII_POLICY_PII_TYPES_ALLOWED", "PERSONN");
    // When
    List<String> faults = configs.faults();
    // Then
    assertThat(faults)
        .containsExactly(
            "environment variable MODEL_CONFIG_QWEN3_30B_PII_POLICY_PII_TYPES_ALLOWED:"
                + " model_config.qwen3-30b.pii_policy.pii_types_allowed[0] = \"PERSONN\": unknown"
                + " type of personal data; did you mean PERSON?");
  }

  @Test
  void aThresholdIsBlamedOnItsSource() {
    // Given
    Configs configs =
        config()
            .env("CLASSIFIER_PII_MODEL_THRESHOLDS_GPE", "8")
            .property("classifier.pii_model.thresholds.PERSON", "7")
            .property("classifier.pii_model.thresholds.PERSONN", "0.5");
    // When
    List<String> faults = configs.faults();
    // Then
    assertThat(faults)
        .containsExactlyInAnyOrder(
            "environment variable CLASSIFIER_PII_MODEL_THRESHOLDS_GPE:"
                + " classifier.pii_model.thresholds.GPE = \"8\": must be a number from 0 to 1",
            "system property: classifier.pii_model.thresholds.PERSON = \"7\": must be a number from"
                + " 0 to 1",
            "system property: classifier.pii_model.thresholds.PERSONN = \"0.5\": unknown type of"
                + " personal data; did you mean PERSON?");
  }

  @Test
  void aKeyOfTheBaggageIsBlamedOnTheListThatNamesIt() {
    // Given
    Configs configs =
        config().env("OBSERVABILITY_TRACING_ATTRIBUTES_FROM_BAGGAGE", "feature,user.id");
    // When
    List<String> faults = configs.faults();
    // Then
    assertThat(faults)
        .containsExactly(
            "environment variable OBSERVABILITY_TRACING_ATTRIBUTES_FROM_BAGGAGE:"
                + " observability.tracing.attributes_from_baggage[1] = \"user.id\": this attribute"
                + " is set by the router itself; give it another name");
  }

  @Test
  void aHeaderOfTheExporterIsBlamedOnItsSource() {
    // Given
    String headers = "observability.tracing.exporter.headers.";
    Configs configs =
        config()
            .env("OBSERVABILITY_TRACING_EXPORTER_HEADERS_X_TENANT", "ä")
            .property(headers + "a b", "x")
            .property(headers + "host", "x")
            .property(headers + "x-token", "${NO_SUCH_TOKEN}");
    // When
    List<String> faults = configs.faults();
    // Then
    assertThat(faults)
        .containsExactlyInAnyOrder(
            "environment variable OBSERVABILITY_TRACING_EXPORTER_HEADERS_X_TENANT: "
                + headers
                + "x-tenant = ***: must hold printable ASCII characters only",
            "system property: " + headers + "a b: is no name of an HTTP header",
            "system property: " + headers + "host: is a header that the exporter sets itself",
            "system property: "
                + headers
                + "x-token = ***: names an environment variable that is not set");
  }

  @Test
  void aLimitOfNoKeyIsBlamedOnWhatNamesTheKey() {
    // Given
    Configs configs =
        config()
            .property("server.rate_limit.per_key.eve.tokens_per_minute", "5")
            .property("server.rate_limit.per_key.bob.tokens_per_minute", "5");
    // When
    List<String> faults = configs.faults();
    // Then
    assertThat(faults)
        .containsExactly(
            "system property: server.rate_limit.per_key.eve: must be the name of a client key: bob");
  }

  @Test
  void aKeyThatTheFileNamesIsBlamedOnTheFileEvenIfItsLimitIsOverridden() {
    // Given an override that cannot spell a name which the file does not have
    Configs configs =
        Configs.of(FILE)
            .env("ROUTER_API_KEYS", "alice:secret-1")
            .env("SERVER_RATE_LIMIT_PER_KEY_BOB_TOKENS_PER_MINUTE", "7");
    // When
    List<String> faults = configs.faults();
    // Then
    assertThat(faults)
        .containsExactly(
            "config.yaml: server.rate_limit.per_key.bob: must be the name of a client key: alice");
  }
}
