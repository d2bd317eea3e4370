package io.semanticrouter.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One immutable, validated snapshot of the configuration file. A request keeps the snapshot it
 * began with.
 *
 * @param endpoints where models are served, in the order of the file
 * @param models by name, in the order of the file
 * @param defaultModel the model of requests that no category decides; empty until a model is known
 * @param categories in the order of the file
 * @param reasoningFamilies by name
 * @param defaultReasoningEffort {@code low}, {@code medium} or {@code high}
 */
public record RouterConfig(
    List<Endpoint> endpoints,
    Map<String, Model> models,
    Optional<String> defaultModel,
    List<CategoryRule> categories,
    Map<String, ReasoningFamily> reasoningFamilies,
    String defaultReasoningEffort,
    Classifier classifier,
    PromptGuard promptGuard,
    Encoder encoder,
    OnBlock onBlock,
    Cache semanticCache,
    Server server,
    LoadBalancing loadBalancing,
    Upstream upstream,
    TracingConfig tracing,
    LiveReload liveReload) {

  /**
   * A backend that serves models.
   *
   * @param scheme {@code http} or {@code https}
   * @param pathPrefix put before {@code /v1/...}; empty or starting with a slash
   * @param weight share of the requests, 1 or more
   * @param apiKeyEnv the environment variable that holds the endpoint's own key
   * @param tls for {@code https}
   */
  public record Endpoint(
      String name,
      String scheme,
      String address,
      int port,
      String pathPrefix,
      int weight,
      Optional<String> apiKeyEnv,
      Optional<String> healthCheckPath,
      Tls tls) {

    /** {@code host:port}, the form spans and headers show; an IPv6 host stands in brackets. */
    public String hostAndPort() {
      return (isIpv6() ? "[" + address + "]" : address) + ":" + port;
    }

    /** True if the address is one that stands in brackets before a port, as Vert.x forgets. */
    public boolean isIpv6() {
      return address.indexOf(':') >= 0;
    }
  }

  /**
   * What is known of a model.
   *
   * @param reasoningFamily names an entry of {@link RouterConfig#reasoningFamilies}
   * @param preferredEndpoints names of endpoints; empty: every endpoint
   * @param timeouts over {@link Upstream#timeouts}
   */
  public record Model(
      Optional<String> reasoningFamily,
      List<String> preferredEndpoints,
      PiiRule piiPolicy,
      Timeouts.Overrides timeouts) {}

  /** Which types of personal data may reach a model. */
  public record PiiRule(boolean allowByDefault, Set<PiiType> allowedTypes) {
    /** Everything may pass. */
    public static final PiiRule ALLOW_ALL = new PiiRule(true, Set.of());

    /**
     * True if data of this type may reach the model. {@code GPE} and {@code LOCATION} are one type
     * to the encoder: who allows one allows both.
     */
    public boolean allows(PiiType type) {
      return allowByDefault
          || allowedTypes.contains(type)
          || (type == PiiType.LOCATION && allowedTypes.contains(PiiType.GPE));
    }
  }

  /**
   * What is done with requests of one category.
   *
   * @param keywords words that decide for this category
   * @param examples texts as people ask in this category
   * @param systemPrompt added to the request where the category decides
   * @param cacheEnabled overrides {@link Cache#enabled}
   * @param cacheSimilarityThreshold overrides {@link Cache#similarityThreshold}, 0..1
   */
  public record CategoryRule(
      String name,
      Optional<String> description,
      List<String> keywords,
      List<String> examples,
      Optional<String> systemPrompt,
      SystemPromptMode systemPromptMode,
      Optional<Boolean> cacheEnabled,
      Optional<Double> cacheSimilarityThreshold,
      List<ModelScore> modelScores) {}

  public enum SystemPromptMode {
    REPLACE,
    INSERT
  }

  /** How well a model does in a category: score 0..1, higher is better. */
  public record ModelScore(
      String model, double score, ReasoningUse useReasoning, Optional<String> reasoningEffort) {}

  /** Whether a model reasons. */
  public enum ReasoningUse {
    TRUE,
    FALSE,
    /** Where the category is uncertain. */
    AUTO
  }

  /** How a family of models is told to reason. */
  public record ReasoningFamily(Type type, String parameter) {
    public enum Type {
      /** A boolean in the request's {@code chat_template_kwargs}. */
      CHAT_TEMPLATE_KWARGS,
      /** An effort as a top-level field of the request. */
      REASONING_EFFORT
    }
  }

  public record Classifier(Detector categoryModel, PiiDetection piiModel) {}

  /** A stage that can be switched off; threshold 0..1 on its confidence. */
  public record Detector(boolean enabled, double threshold) {}

  /**
   * How attacks are looked for.
   *
   * @param threshold 0..1; the least score of an attack
   * @param systemThreshold the same of a system message, which is the application's own
   */
  public record PromptGuard(boolean enabled, double threshold, double systemThreshold) {}

  /**
   * The network that reads prompts.
   *
   * @param enabled false leaves everything to words and patterns
   * @param modelDir a folder with a model of one's own in place of the built-in one
   * @param threads how many texts are read at the same time; 0: as many as there are cores
   * @param maxQueue requests that may wait for a thread; further ones go on without the encoder
   * @param maxTokens word pieces read of one text; of a longer one its head and its tail
   * @param rememberedTexts texts that are not read again if they come again; 0: none
   */
  public record Encoder(
      boolean enabled,
      Optional<String> modelDir,
      int threads,
      int maxQueue,
      int maxTokens,
      int rememberedTexts) {}

  public enum OnBlock {
    /** 200 with a short refusal as the answer. */
    REFUSAL,
    /** 403 with an error body. */
    ERROR
  }

  /**
   * How answers are kept.
   *
   * @param similarityThreshold 0..1; how sure the encoder must be that an answer serves
   * @param maxMemoryMib bound of the memory that all answers take together, in MiB
   */
  public record Cache(
      boolean enabled,
      String backendType,
      double similarityThreshold,
      int maxEntries,
      int maxMemoryMib,
      Duration ttl,
      EvictionPolicy evictionPolicy) {
    public enum EvictionPolicy {
      FIFO,
      LRU,
      LFU
    }
  }

  /**
   * Limits of the listener.
   *
   * @param apiKeysEnv the environment variable that holds {@code name:key} pairs
   * @param maxInFlight requests handled at the same time; beyond it 503
   */
  public record Server(
      Optional<String> apiKeysEnv,
      int maxBodyBytes,
      Duration bodyTimeout,
      int maxInFlight,
      Duration shutdownDrain,
      RateLimits rateLimits,
      Apis apis) {}

  /** How one of the endpoints of a model is chosen. */
  public enum LoadBalancing {
    /** By chance and weight. */
    WEIGHTED,
    /** The one with the fewest requests of this router. */
    LEAST_IN_FLIGHT,
    /** The quicker and emptier of two. */
    P2C,
    /** By what vLLM's metrics say. */
    VLLM_LOAD,
    /** The same one for the same session. */
    SESSION;

    /** As the file and spans write it. */
    public String label() {
      return Scalars.word(this);
    }
  }

  /**
   * Limits of the backend side.
   *
   * @param timeouts of models that set none of their own
   * @param maxInFlightPerEndpoint requests of this router that an endpoint gets at the same time
   * @param includeUsage true if backends are asked for the token counts of streams
   */
  public record Upstream(
      Duration connectTimeout,
      Timeouts timeouts,
      int maxInFlightPerEndpoint,
      Queue queue,
      boolean includeUsage,
      Retry retry,
      HealthCheck healthCheck,
      Ejection ejection) {}

  /**
   * How requests wait whose endpoints have all the requests they may have.
   *
   * @param maxSize of those that the same endpoints serve; 0: nobody waits
   * @param timeout after which one waits no longer
   */
  public record Queue(int maxSize, Duration timeout) {}

  /**
   * When a request is tried at another endpoint, and with another model.
   *
   * @param maxAttempts in all, the first among them
   * @param budget share of the requests of the last 10 s, 0..1; 0: no retries
   * @param fallback whether a request whose model the router chose goes on to the next-best one
   */
  public record Retry(int maxAttempts, double budget, boolean fallback) {}

  /** What personal data a model may see, whether the file knows it or not. */
  public PiiRule piiPolicy(String model) {
    Model known = models.get(model);
    return known == null ? PiiRule.ALLOW_ALL : known.piiPolicy();
  }

  /** The time limits of a model, whether the file knows it or not. */
  public Timeouts timeouts(String model) {
    Model known = models.get(model);
    return known == null ? upstream.timeouts() : known.timeouts().over(upstream.timeouts());
  }

  public Optional<CategoryRule> category(String name) {
    for (CategoryRule rule : categories) {
      if (rule.name().equalsIgnoreCase(name)) {
        return Optional.of(rule);
      }
    }
    return Optional.empty();
  }
}
