package io.semanticrouter.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.semanticrouter.testing.Chats;
import io.semanticrouter.testing.RouterClient.Answer;
import io.semanticrouter.testing.RouterTestBase;
import io.semanticrouter.testing.SpanView;
import io.semanticrouter.testing.TraceView;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The attributes that the operator adds: {@code observability.tracing.attributes*}. */
@QuarkusTest
class CustomAttributesTraceTest extends RouterTestBase {
  private TraceView ask(Map<String, String> more) {
    Map<String, String> headers = new LinkedHashMap<>(keyed());
    headers.putAll(more);
    Answer answer = client.chat(Chats.of("auto", Chats.smallTalk()), headers);
    return traceOf(answer);
  }

  @Test
  void standOnTheRootAlone() {
    // When
    TraceView trace =
        ask(
            Map.of(
                "X-Customer-Id", "c-17",
                "baggage", "other=1, feature.flag = dark%20mode%C3%A9;ttl=5"));

    // Then
    assertThat(trace.root().value("deployment.region")).isEqualTo("eu-west-1");
    assertThat(trace.root().value("customer.id")).isEqualTo("c-17");
    assertThat(trace.root().value("feature.flag")).isEqualTo("dark mode\u00e9");
    assertThat(trace.children())
        .isNotEmpty()
        .allSatisfy(
            span ->
                assertThat(span.types().keySet())
                    .doesNotContain("deployment.region", "customer.id", "feature.flag"));
  }

  @Test
  void areAbsentWhereTheRequestDoesNotBringThem() {
    // When
    SpanView root = ask(Map.of("baggage", "feature.flags=x", "x-customer-id", "")).root();

    // Then
    assertThat(root.value("deployment.region")).isEqualTo("eu-west-1");
    assertThat(root.types().keySet()).doesNotContain("customer.id", "feature.flag");
  }

  @Test
  void areNotReadFromMalformedBaggage() {
    // When
    SpanView root = ask(Map.of("baggage", "feature.flag=on,,bad")).root();

    // Then
    assertThat(root.has("feature.flag")).isFalse();
  }

  @Test
  void areCutWhereTheyAreTooLong() {
    // When
    SpanView root =
        ask(Map.of("x-customer-id", "c".repeat(257), "baggage", "feature.flag=" + "f".repeat(256)))
            .root();

    // Then
    assertThat(root.value("customer.id")).isEqualTo("c".repeat(255) + "\u2026");
    assertThat(root.value("feature.flag")).isEqualTo("f".repeat(256));
  }

  @Test
  void standOnTheRootsOfRefusedRequestsToo() {
    // When
    Answer answer = client.chat("no json", keyedWith("x-customer-id", "c-18"));

    // Then
    assertThat(answer.status()).isEqualTo(400);
    assertThat(traceOf(answer).root().value("customer.id")).isEqualTo("c-18");
  }
}
