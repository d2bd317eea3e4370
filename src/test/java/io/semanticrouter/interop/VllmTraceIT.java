package io.semanticrouter.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.semanticrouter.testing.CommandLine;
import io.semanticrouter.testing.CommandLine.Finished;
import io.semanticrouter.testing.PackagedRouter;
import io.semanticrouter.testing.RouterHarness;
import io.semanticrouter.testing.TraceView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One trace from a client over the router to a real vLLM, which all three export to a Collector
 * that fills a Jaeger and a Tempo.
 */
@Tag("interop")
class VllmTraceIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /** Longer than the spans of three processes are apart. */
  private static final Duration APART = Duration.ofSeconds(15);

  private static final String VLLM_SPAN = "llm_request";
  private static final int SPANS = 11;

  /** Three processes read the clock of one machine in different ways. */
  private static final long CLOCK_TOLERANCE_MICROS = 5_000;

  private static final Deque<AutoCloseable> STARTED = new ArrayDeque<>();

  private static Jaeger jaeger;
  private static Tempo tempo;
  private static String requestId;
  private static JsonNode seen;

  @BeforeAll
  static void ask() throws IOException {
    String part = "one trace from client to vLLM";
    Programs.assumeJaeger(part);
    Programs.assumeTempo(part);
    Programs.assumeVllm(part);
    TraceBackend jaegerServer = started(TraceBackend.jaeger());
    TraceBackend tempoServer = started(TraceBackend.tempo(APART));
    Map<String, String> stores =
        Map.of(
            "JAEGER", "http://" + jaegerServer.otlpHttp(),
            "TEMPO", "http://" + tempoServer.otlpHttp());
    Path configuration = Path.of("src", "test", "interop", "fan-out.yaml");
    TraceBackend collector = started(TraceBackend.collector(configuration, stores));
    VllmServer vllm = started(VllmServer.start("http://" + collector.otlpGrpc()));
    PackagedRouter router = started(PackagedRouter.start(routerConfig(vllm, collector), Map.of()));
    jaeger = new Jaeger(jaegerServer.queryUrl());
    tempo = new Tempo(tempoServer.queryUrl());
    requestId = "interop-" + RouterHarness.nonce();
    Finished client =
        CommandLine.run(
            Path.of("."),
            Programs.python().toString(),
            Path.of("src", "test", "interop", "traced_client.py").toString(),
            "http://127.0.0.1:" + router.port() + "/v1",
            "http://" + collector.otlpHttp(),
            VllmServer.MODEL,
            requestId);
    assertThat(client.exitCode()).as("%s%n%s", client.stdout(), client.stderr()).isZero();
    seen = new ObjectMapper().readTree(client.stdout());
  }

  @AfterAll
  static void stop() throws Exception {
    while (!STARTED.isEmpty()) {
      STARTED.pop().close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"whole", "streamed"})
  void hangsVllmBelowTheRouterAndTheRouterBelowItsClient(String kind) {
    // When
    List<FoundSpan> trace = traceOf(kind);

    // Then
    assertThat(trace).hasSize(SPANS);
    FoundSpan client = only(trace, "ask");
    FoundSpan root = only(trace, TraceView.ROOT);
    FoundSpan upstream = only(trace, TraceView.UPSTREAM);
    FoundSpan vllm = only(trace, VLLM_SPAN);
    assertThat(client.spanId()).isEqualTo(seen.get(kind).get("spanId").asText());
    assertThat(client.service()).isEqualTo("traced-client");
    assertThat(root.service()).isEqualTo(Traffic.SERVICE);
    assertThat(vllm.service()).isEqualTo("vllm");
    // The client may have the last byte, and end its span, before the router does.
    assertStarts(root, client);
    assertWithin(upstream, root);
    assertWithin(vllm, upstream);
  }

  @ParameterizedTest
  @ValueSource(strings = {"whole", "streamed"})
  void namesTheRequestAndCountsItsTokensAlikeEverywhere(String kind) {
    // When
    List<FoundSpan> trace = traceOf(kind);

    // Then
    Map<String, String> root = only(trace, TraceView.ROOT).tags();
    Map<String, String> upstream = only(trace, TraceView.UPSTREAM).tags();
    Map<String, String> vllm = only(trace, VLLM_SPAN).tags();
    JsonNode client = seen.get(kind);
    assertThat(root).containsEntry("request.id", requestId + "-" + kind);
    assertThat(client.get("id").asText()).isEqualTo("chatcmpl-" + requestId + "-" + kind);
    assertThat(upstream).containsEntry("gen_ai.response.id", client.get("id").asText());
    assertThat(vllm).containsEntry("gen_ai.request.id", client.get("id").asText());
    assertThat(upstream)
        .containsEntry("gen_ai.usage.input_tokens", client.get("promptTokens").asText())
        .containsEntry("gen_ai.usage.output_tokens", client.get("completionTokens").asText());
    assertThat(vllm)
        .containsEntry("gen_ai.usage.prompt_tokens", client.get("promptTokens").asText())
        .containsEntry("gen_ai.usage.completion_tokens", client.get("completionTokens").asText());
  }

  @Test
  void seesTheFirstTokenNoEarlierThanVllm() {
    // When
    List<FoundSpan> trace = traceOf("streamed");

    // Then
    double router = number(only(trace, TraceView.UPSTREAM), "gen_ai.response.time_to_first_chunk");
    double vllm = number(only(trace, VLLM_SPAN), "gen_ai.latency.time_to_first_token");
    assertThat(router + CLOCK_TOLERANCE_MICROS / 1e6).isGreaterThanOrEqualTo(vllm);
  }

  @Test
  void findsInTempoWhatVllmDidForTheRouter() {
    // Given
    Set<String> both = Set.of(traceId("whole"), traceId("streamed"));
    String query =
        "{ name = \"semantic_router.upstream.request\" }"
            + " > { name = \"llm_request\" && span.gen_ai.latency.time_in_queue >= 0.0 }";

    // Then
    Awaitility.await("both traces")
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(tempo.search(query)).isEqualTo(both));
  }

  private static void assertWithin(FoundSpan child, FoundSpan parent) {
    assertStarts(child, parent);
    assertThat(child.endMicros())
        .as("%s ends within %s", child.name(), parent.name())
        .isLessThanOrEqualTo(parent.endMicros() + CLOCK_TOLERANCE_MICROS);
  }

  private static void assertStarts(FoundSpan child, FoundSpan parent) {
    assertThat(child.parentId()).as(child.name()).isEqualTo(parent.spanId());
    assertThat(child.startMicros())
        .as("%s starts within %s", child.name(), parent.name())
        .isBetween(parent.startMicros() - CLOCK_TOLERANCE_MICROS, parent.endMicros());
  }

  private static List<FoundSpan> traceOf(String kind) {
    String id = traceId(kind);
    Awaitility.await("all spans of " + id)
        .atMost(PATIENCE)
        .until(() -> jaeger.trace(id).size() >= SPANS);
    return jaeger.trace(id);
  }

  private static String traceId(String kind) {
    return seen.get(kind).get("traceId").asText();
  }

  private static double number(FoundSpan span, String tag) {
    return Double.parseDouble(span.tags().get(tag));
  }

  private static FoundSpan only(List<FoundSpan> trace, String name) {
    List<FoundSpan> named = trace.stream().filter(span -> span.name().equals(name)).toList();
    assertThat(named).as(name).hasSize(1);
    return named.getFirst();
  }

  private static <T extends AutoCloseable> T started(T server) {
    STARTED.push(server);
    return server;
  }

  private static String routerConfig(VllmServer vllm, TraceBackend collector) {
    try {
      return Files.readString(Path.of("src", "test", "interop", "router.yaml"))
          .replace("@VLLM_PORT@", Integer.toString(vllm.port()))
          .replace("@OTLP@", collector.otlpGrpc());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
