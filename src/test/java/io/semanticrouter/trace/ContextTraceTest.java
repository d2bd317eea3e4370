package io.semanticrouter.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.semanticrouter.testing.Chats;
import io.semanticrouter.testing.HttpMessage;
import io.semanticrouter.testing.RouterClient.Answer;
import io.semanticrouter.testing.RouterTestBase;
import io.semanticrouter.testing.SpanView;
import io.semanticrouter.testing.TraceView;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** W3C trace context, in and out, and the other headers on the way up. */
@QuarkusTest
class ContextTraceTest extends RouterTestBase {
  private static final String CALLER = "00f067aa0ba902b7";

  private final String traceId = UUID.randomUUID().toString().replace("-", "");

  private Answer ask(Map<String, String> more) {
    Map<String, String> headers = new LinkedHashMap<>(keyed());
    headers.putAll(more);
    return client.chat(Chats.of("general", Chats.smallTalk()), headers);
  }

  private HttpMessage received() {
    return harness.alpha().await(key).request();
  }

  @ParameterizedTest
  @ValueSource(strings = {"01", "00"})
  void continuesTheCallersTrace(String flags) {
    // When
    Answer answer = ask(Map.of("traceparent", "00-" + traceId + "-" + CALLER + "-" + flags));

    // Then: always_on records, whatever the caller's flag says
    assertThat(answer.traceId()).isEqualTo(traceId);
    TraceView trace = traceOf(answer);
    assertThat(trace.root().parentId()).isEqualTo(CALLER);
    assertThat(trace.root().spanId()).isEqualTo(answer.rootSpanId());
    assertThat(trace.faults()).isEmpty();
    assertThat(answer.header("traceresponse"))
        .hasValueSatisfying(v -> assertThat(v).endsWith("-01"));
    assertThat(received().header("traceparent"))
        .contains("00-" + traceId + "-" + trace.span(TraceView.UPSTREAM).spanId() + "-01");
  }

  @Test
  void isTheBackendsParentWithoutACallersTrace() {
    // When
    Answer answer = ask(Map.of());

    // Then
    SpanView upstream = traceOf(answer).span(TraceView.UPSTREAM);
    assertThat(received().headerValues("traceparent"))
        .containsExactly("00-" + answer.traceId() + "-" + upstream.spanId() + "-01");
  }

  @Test
  void handsTraceStateAndBaggageOn() {
    // When
    Answer answer =
        ask(
            Map.of(
                "traceparent", "00-" + traceId + "-" + CALLER + "-01",
                "tracestate", "vendor=t61rcWkgMzE,other=00f067aa0ba902b7",
                "baggage", "feature.flag=on,tenant=a%20b"));

    // Then
    assertThat(received().header("tracestate"))
        .contains("vendor=t61rcWkgMzE,other=00f067aa0ba902b7");
    assertThat(received().header("baggage").orElse("").split(","))
        .containsExactlyInAnyOrder("feature.flag=on", "tenant=a%20b");
    assertThat(traceOf(answer).root().traceState())
        .isEqualTo("vendor=t61rcWkgMzE,other=00f067aa0ba902b7");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00F067AA0BA902B7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e473-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e473g-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0x",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-extra"
      })
  void startsANewTraceWhereTheCallersIsMalformed(String traceparent) {
    // When
    Answer answer = ask(Map.of("traceparent", traceparent));

    // Then
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.traceId())
        .matches("[0-9a-f]{32}")
        .isNotEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
    assertThat(traceOf(answer).root().parentId()).isEmpty();
    assertThat(received().header("traceparent").orElse("")).contains(answer.traceId());
  }

  @Test
  void survivesMalformedStateAndBaggage() {
    // When
    Answer answer = ask(Map.of("tracestate", "===,,;", "baggage", "=;=,,%zz"));

    // Then
    assertThat(answer.status()).isEqualTo(200);
    assertThat(traceOf(answer).faults()).isEmpty();
  }

  @Test
  void tellsTheBackendWhatItDecided() {
    // When
    Answer answer =
        ask(
            Map.of(
                "x-request-id", "request-7",
                "x-selected-model", "forged",
                "x-vsr-destination-endpoint", "forged",
                "x-vsr-selected-category", "forged",
                "authorization", "Bearer callers-own",
                "x-unknown", "kept"));

    // Then
    assertThat(answer.header("x-request-id")).contains("request-7");
    HttpMessage request = received();
    assertThat(request.headerValues("x-request-id")).containsExactly("request-7");
    assertThat(request.headerValues("x-selected-model")).containsExactly("general");
    assertThat(request.headerValues("x-vsr-destination-endpoint")).containsExactly("alpha");
    assertThat(request.header("authorization")).contains("Bearer callers-own");
    assertThat(request.header("x-unknown")).contains("kept");
    assertThat(request.headers().toString()).doesNotContain("forged");
  }

  @Test
  void dropsHopByHopHeaders() {
    // When
    Answer answer =
        ask(
            Map.of(
                "connection", "close, x-private",
                "x-private", "secret",
                "keep-alive", "timeout=9",
                "te", "trailers",
                "proxy-authorization", "Basic eA=="));

    // Then
    assertThat(answer.status()).isEqualTo(200);
    assertThat(received().headers())
        .extracting(header -> header.name().toLowerCase(Locale.ROOT))
        .doesNotContain("x-private", "keep-alive", "te", "proxy-authorization");
    assertThat(received().headerValues("host"))
        .containsExactly("127.0.0.1:" + harness.alpha().port());
  }
}
