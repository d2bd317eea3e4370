package io.semanticrouter.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.semanticrouter.testing.Certificates;
import io.semanticrouter.testing.Chats;
import io.semanticrouter.testing.FakeVllm;
import io.semanticrouter.testing.Reply;
import io.semanticrouter.testing.RouterTestBase;
import io.semanticrouter.testing.TraceView;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The listener over TLS, by Quarkus' own keys; with HTTP/2 where the client wants it. */
@QuarkusTest
@TestProfile(ListenerTlsTest.Tls.class)
class ListenerTlsTest extends RouterTestBase {

  /** What is different from the router of the other tests. */
  public static class Tls implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "quarkus.http.tls-configuration-name", "listener",
          "quarkus.tls.listener.key-store.pem.0.cert", Certificates.pem("server").toString(),
          "quarkus.tls.listener.key-store.pem.0.key", Certificates.pem("server-key").toString(),
          "quarkus.http.test-ssl-port", "0",
          "server.max_body_bytes", "2000");
    }
  }

  @TestHTTPResource(value = "/v1/chat/completions", tls = true)
  URL chat;

  private final HttpClient https =
      HttpClient.newBuilder().sslContext(Certificates.context("client")).build();

  @AfterEach
  void close() {
    https.close();
  }

  private HttpRequest request(Version version, String body) throws URISyntaxException {
    return request(version, BodyPublishers.ofString(body));
  }

  private HttpRequest request(Version version, BodyPublisher body) throws URISyntaxException {
    return HttpRequest.newBuilder(
            new URI("https", null, "localhost", chat.getPort(), chat.getPath(), null, null))
        .version(version)
        .header("content-type", "application/json")
        .header(FakeVllm.KEY_HEADER, key)
        .header("x-user-id", "user-" + key)
        .POST(body)
        .build();
  }

  private static String traceId(HttpResponse<?> response) {
    return response.headers().firstValue("traceresponse").orElseThrow().split("-", 4)[1];
  }

  @ParameterizedTest
  @EnumSource(Version.class)
  void answersWholeAndStreamed(Version version) throws Exception {
    // When
    HttpResponse<String> whole =
        https.send(request(version, Chats.of("general", "Hello " + key)), BodyHandlers.ofString());
    HttpResponse<String> streamed =
        https.send(
            request(version, Chats.streamed("general", "Hello again " + key)),
            BodyHandlers.ofString());

    // Then
    assertThat(whole.version()).isEqualTo(version);
    assertThat(whole.statusCode()).isEqualTo(200);
    assertThat(whole.body()).contains("A short answer.");
    assertThat(whole.headers().firstValue("x-vsr-selected-model")).contains("general");
    assertThat(streamed.body()).endsWith("data: [DONE]\n\n");
    assertThat(settled(traceId(streamed)).root().value("http.response.status_code"))
        .isEqualTo(200L);
  }

  @ParameterizedTest
  @EnumSource(Version.class)
  void refusesABodyOverTheLimit(Version version) throws Exception {
    // Given one whose length is not known before its end
    BodyPublisher large =
        BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[3_000]));

    // When
    HttpResponse<String> answer = https.send(request(version, large), BodyHandlers.ofString());

    // Then
    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(answer.headers().firstValue("connection").isPresent())
        .as("HTTP/2 forbids it")
        .isEqualTo(version == Version.HTTP_1_1);
  }

  @Test
  void aClientThatLeavesCancelsTheBackend() throws Exception {
    // Given
    CountDownLatch gate = new CountDownLatch(1);
    harness.alpha().on(key, Reply.stream(3).heldAfter(1, gate));
    HttpResponse<InputStream> answer =
        https.send(
            request(Version.HTTP_2, Chats.streamed("general", "Hello " + key)),
            BodyHandlers.ofInputStream());
    assertThat(answer.body().read()).isPositive();

    // When
    answer.body().close();

    // Then
    harness.alpha().await(key).clientGone().get(20, TimeUnit.SECONDS);
    TraceView trace = settled(traceId(answer));
    assertThat(trace.span(TraceView.UPSTREAM).value("error.type")).isEqualTo("client_disconnected");
  }
}
