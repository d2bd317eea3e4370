package io.semanticrouter.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.semanticrouter.config.RouterConfig;
import io.semanticrouter.tracing.StageSpan;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts and measures requests for a model. Safe for any thread. */
@Startup // so that the metrics are there before the first request
@Singleton
public class RequestMetrics {
  /** In the place of a model where none was chosen; what clients ask for never becomes a label. */
  public static final String NO_MODEL = "none";

  /** Those that OpenTelemetry's conventions give for {@code gen_ai.client.operation.duration}. */
  private static final double[] COMPLETION_SECONDS = {
    0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92
  };

  /** Those of {@code gen_ai.server.time_to_first_token}. */
  private static final double[] FIRST_TOKEN_SECONDS = {
    0.001, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10
  };

  /** Those of {@code gen_ai.server.time_per_output_token}, and shorter ones. */
  private static final double[] PER_TOKEN_SECONDS = {
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1, 2.5
  };

  private static final double[] ROUTING_SECONDS = {
    0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1
  };

  private static final String MODEL = "model";

  private final MeterRegistry registry;
  private final PerModel<RequestMeters> requests;
  private final PerModel<AnswerMeters> answers;
  private final LatencyHistogram.Series routing;
  private final Counter cacheHits;
  private final Counter cacheMisses;
  private final Map<String, Counter> attacks = new ConcurrentHashMap<>();

  /** Makes the meters, and the series of the models that the file names. */
  @Inject
  RequestMetrics(RouterConfig config, MeterRegistry registry, LatencyHistograms histograms) {
    this.registry = registry;
    this.requests = new PerModel<>(model -> new RequestMeters(registry, model));
    this.answers = answerMeters(histograms);
    this.routing =
        histograms
            .of(
                "llm_model_routing_latency_seconds",
                "Time from a request's last byte to the choice of its endpoint, or to its refusal",
                null,
                ROUTING_SECONDS)
            .series();
    this.cacheHits =
        Counter.builder("llm_cache_hits")
            .description("Look-ups in the cache that found an answer")
            .register(registry);
    this.cacheMisses =
        Counter.builder("llm_cache_misses")
            .description("Look-ups in the cache that found no answer")
            .register(registry);
    requests.of(NO_MODEL);
    config
        .models()
        .keySet()
        .forEach(
            model -> {
              requests.of(model);
              answers.of(model);
            });
  }

  private PerModel<AnswerMeters> answerMeters(LatencyHistograms histograms) {
    LatencyHistogram completion =
        histograms.of(
            "llm_model_completion_latency_seconds",
            "Time from a request's head to the last byte of a backend's good answer",
            MODEL,
            COMPLETION_SECONDS);
    LatencyHistogram firstToken =
        histograms.of(
            "llm_model_ttft_seconds",
            "Time from the call of a backend to the first token of a stream",
            MODEL,
            FIRST_TOKEN_SECONDS);
    LatencyHistogram perToken =
        histograms.of(
            "llm_model_tpot_seconds",
            "Mean time of a token after the first, of each stream",
            MODEL,
            PER_TOKEN_SECONDS);
    return new PerModel<>(
        model ->
            new AnswerMeters(
                completion.series(model),
                firstToken.series(model),
                perToken.series(model),
                tokens("llm_model_prompt_tokens", "Tokens of requests", model),
                tokens("llm_model_completion_tokens", "Tokens of answers", model)));
  }

  private Counter tokens(String name, String what, String model) {
    return Counter.builder(name)
        .description(what + ", as the backends count them")
        .tag(MODEL, model)
        .register(registry);
  }

  /**
   * Meters of the requests of a model.
   *
   * @param model of the configuration or of a backend, or null where none was chosen
   */
  public RequestMeters requests(String model) {
    return requests.of(model == null ? NO_MODEL : model);
  }

  /** Meters of a model's answers. */
  public AnswerMeters answers(String model) {
    return answers.of(model);
  }

  /** A request was routed, refused or blocked. */
  public void routingTook(long nanos, StageSpan root) {
    routing.observe(nanos, root);
  }

  /** The cache was asked. */
  public void cacheLookup(boolean hit) {
    (hit ? cacheHits : cacheMisses).increment();
  }

  /**
   * A request was blocked as an attack.
   *
   * @param type of the attack by its name in the API
   */
  public void attackBlocked(String type) {
    attacks
        .computeIfAbsent(
            type,
            _ ->
                Counter.builder("llm_jailbreak_blocked")
                    .description("Requests that were blocked as attacks, by the type of attack")
                    .tag("type", type)
                    .register(registry))
        .increment();
  }
}
