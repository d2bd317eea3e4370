package io.semanticrouter.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.semanticrouter.config.Configs;
import io.semanticrouter.config.RouterConfig;
import io.semanticrouter.testing.Certificates;
import io.semanticrouter.testing.FakeVllm;
import io.semanticrouter.upstream.UpstreamFailure.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Backends over TLS, and those that are not to be trusted. */
class UpstreamTlsTest {
  private static final String TRUSTING = "tls: {ca_file: " + Certificates.pem("ca") + "}";
  private static final String NAMED =
      "tls: {ca_file: %s, cert_file: %s, key_file: %s}"
          .formatted(
              Certificates.pem("ca"), Certificates.pem("client"), Certificates.pem("client-key"));

  private final CallRunner runner = new CallRunner();
  private final FakeVllm plain = FakeVllm.start("m");
  private final FakeVllm secured = FakeVllm.startTls("server", false, "m");
  private final FakeVllm exclusive = FakeVllm.startTls("server", true, "m");
  private final FakeVllm ofAnotherName = FakeVllm.startTls("client", false, "m");

  @AfterEach
  void close() {
    runner.close();
    plain.close();
    secured.close();
    exclusive.close();
    ofAnotherName.close();
  }

  private static String endpoint(String name, String host, FakeVllm fake, String tls) {
    return "  - {name: %s, scheme: https, address: %s, port: %d, %s}\n"
        .formatted(name, host, fake.port(), tls);
  }

  private UpstreamResult call(String... endpoints) {
    RouterConfig config = Configs.of("vllm_endpoints:\n" + String.join("", endpoints)).load();
    return runner.run(config, Calls.to(config.endpoints(), config));
  }

  private static void assertUntrusted(UpstreamResult result, FakeVllm fake) {
    assertThat(result.failure().kind()).isEqualTo(Kind.UNTRUSTED);
    assertThat(result.failure().kind().status()).isEqualTo(502);
    assertThat(result.failure().message())
        .isEqualTo("The backend has a certificate that is not trusted.");
    assertThat(fake.exchanges()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "127.0.0.1"})
  void asksABackendOfATrustedAuthority(String host) {
    // When
    UpstreamResult result = call(endpoint("e", host, secured, TRUSTING));

    // Then
    assertThat(result.failure()).isNull();
    assertThat(result.status()).isEqualTo(200);
  }

  @Test
  void sendsNothingToABackendOfAForeignAuthority() {
    // When
    UpstreamResult result = call(endpoint("e", "localhost", secured, "tls: {}"));

    // Then
    assertUntrusted(result, secured);
  }

  @Test
  void sendsNothingToABackendThatShowsTheCertificateOfAnotherHost() {
    // When
    UpstreamResult result = call(endpoint("e", "localhost", ofAnotherName, TRUSTING));

    // Then
    assertUntrusted(result, ofAnotherName);
  }

  @Test
  void goesOnToTheNextEndpoint() {
    // When
    UpstreamResult result =
        call(
            endpoint("e1", "localhost", ofAnotherName, TRUSTING),
            endpoint("e2", "localhost", secured, TRUSTING));

    // Then
    assertThat(result.failure()).isNull();
    assertThat(result.attempts()).isEqualTo(2);
    assertThat(runner.sink.from).isEqualTo("e2");
  }

  @Test
  void saysThatNoneOfTheBackendsIsTrusted() {
    // When
    UpstreamResult result =
        call(
            endpoint("e1", "localhost", secured, "tls: {}"),
            endpoint("e2", "localhost", ofAnotherName, TRUSTING));

    // Then
    assertThat(result.failure().message())
        .isEqualTo("The last of 2 backends tried has a certificate that is not trusted.");
  }

  @Test
  void showsItsCertificateWhereOneIsAsked() {
    // When
    UpstreamResult asNobody = call(endpoint("e", "localhost", exclusive, TRUSTING));
    UpstreamResult asItself = call(endpoint("e", "localhost", exclusive, NAMED));

    // Then
    assertThat(asNobody.failure()).isNotNull();
    assertThat(asItself.failure()).isNull();
    assertThat(exclusive.exchanges()).hasSize(1);
  }

  @Test
  void aBackendWithoutTlsCannotBeReached() {
    // When
    UpstreamResult result = call(endpoint("e", "localhost", plain, TRUSTING));

    // Then
    assertThat(result.failure().kind()).isEqualTo(Kind.UNREACHABLE);
  }
}
