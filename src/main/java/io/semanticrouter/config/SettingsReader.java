package io.semanticrouter.config;

import io.semanticrouter.config.Reading.Value;
import io.semanticrouter.config.RouterConfig.Cache;
import io.semanticrouter.config.RouterConfig.Classifier;
import io.semanticrouter.config.RouterConfig.Detector;
import io.semanticrouter.config.RouterConfig.Encoder;
import io.semanticrouter.config.RouterConfig.LoadBalancing;
import io.semanticrouter.config.RouterConfig.OnBlock;
import io.semanticrouter.config.RouterConfig.PromptGuard;
import io.semanticrouter.config.RouterConfig.Queue;
import io.semanticrouter.config.RouterConfig.Retry;
import io.semanticrouter.config.RouterConfig.Upstream;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the sections that stand alone: stages, cache, upstream. */
final class SettingsReader {

  private static final int NO_MAXIMUM = Integer.MAX_VALUE;
  private static final int MOST_THREADS = 1024;
  private static final int MOST_REMEMBERED = 100_000;

  /** Two windows of the encoder: a head and a tail. */
  private static final int LEAST_TOKENS = 256;

  private static final List<String> MODEL_FILES =
      List.of("encoder.onnx", "vocab.txt", "encoder.properties");

  private static final Duration TWO_SECONDS = Duration.ofSeconds(2);
  private static final Duration TEN_SECONDS = Duration.ofSeconds(10);
  private static final Duration HALF_A_MINUTE = Duration.ofSeconds(30);
  private static final Duration A_MINUTE = Duration.ofMinutes(1);
  private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

  private final Reading reading;

  SettingsReader(Reading reading) {
    this.reading = reading;
  }

  Classifier classifier(Section root) {
    Section section = root.section("classifier");
    Detector category = detector(section.section("category_model"), 0.6);
    PiiDetection pii = piiDetection(section.section("pii_model"));
    section.foreign("mcp_category_model", "preference_model");
    section.end();
    return new Classifier(category, pii);
  }

  private PiiDetection piiDetection(Section section) {
    Map<PiiType, Double> thresholds = new EnumMap<>(PiiType.class);
    section
        .namedTexts("thresholds")
        .forEach((name, value) -> threshold(section, name, value, thresholds));
    Detector common = detector(section, 0.7);
    return new PiiDetection(
        common.enabled(), common.threshold(), Collections.unmodifiableMap(thresholds));
  }

  private void threshold(
      Section section, String name, Value value, Map<PiiType, Double> thresholds) {
    String path = ConfigKeys.child(section.path("thresholds"), name);
    String shown = ConfigFault.quoted(value.text());
    Optional<PiiType> type = PiiType.named(name);
    Optional<Double> share = Scalars.number(value.text()).filter(n -> n >= 0 && n <= 1);
    if (type.isEmpty()) {
      reading.fault(value.source(), path, shown, PiiType.unknown(name));
    } else if (share.isEmpty()) {
      reading.fault(value.source(), path, shown, "must be a number from 0 to 1");
    } else {
      thresholds.put(type.get(), share.get());
    }
  }

  PromptGuard promptGuard(Section root) {
    Section section = root.section("prompt_guard");
    Optional<Double> system = section.share("system_threshold");
    Detector common = detector(section, 0.5);
    return new PromptGuard(common.enabled(), common.threshold(), system.orElse(common.threshold()));
  }

  private static Detector detector(Section section, double threshold) {
    Detector detector =
        new Detector(section.bool("enabled", true), section.share("threshold", threshold));
    section.foreign("model_id", "use_cpu", "use_modernbert", "use_mmbert_32k", "use_vllm");
    section.foreign("fallback_category");
    section.end();
    return detector;
  }

  Encoder encoder(Section root) {
    Section section = root.section("encoder");
    boolean enabled = section.bool("enabled", true);
    Encoder encoder =
        new Encoder(
            enabled,
            modelDir(section, enabled),
            section.integer("threads", 0, 0, MOST_THREADS),
            section.integer("max_queue", 64, 0, NO_MAXIMUM),
            section.integer("max_tokens", 4096, LEAST_TOKENS, NO_MAXIMUM),
            section.integer("remembered_texts", 1000, 0, MOST_REMEMBERED));
    section.end();
    return encoder;
  }

  /** The files are looked for, so that a folder without them costs a line and not the start. */
  private static Optional<String> modelDir(Section section, boolean used) {
    Optional<Value> value = section.value("model_dir").filter(found -> !found.text().isBlank());
    Optional<String> folder = value.map(found -> found.text().strip());
    if (used && folder.isPresent() && !holdsModel(folder.get())) {
      section.fault(
          "model_dir",
          value.get(),
          "must be a folder with encoder.onnx, vocab.txt and encoder.properties");
    }
    return folder;
  }

  private static boolean holdsModel(String folder) {
    return MODEL_FILES.stream()
        .allMatch(name -> TlsReader.readable(folder + "/" + name).isPresent());
  }

  OnBlock onBlock(Section root) {
    Section section = root.section("security");
    OnBlock onBlock = section.choice("on_block", OnBlock.REFUSAL, OnBlock.values());
    section.end();
    return onBlock;
  }

  Cache cache(Section root) {
    Section section = root.section("semantic_cache");
    Cache cache =
        new Cache(
            section.bool("enabled", true),
            section.choice("backend_type", List.of("memory")).orElse("memory"),
            section.share("similarity_threshold", 0.8),
            section.integer("max_entries", 1000, 1, NO_MAXIMUM),
            section.integer("max_memory_mib", 64, 1, NO_MAXIMUM),
            Duration.ofSeconds(section.integer("ttl_seconds", 3600, 1, NO_MAXIMUM)),
            section.choice(
                "eviction_policy", Cache.EvictionPolicy.FIFO, Cache.EvictionPolicy.values()));
    section.foreign("embedding_model", "use_hnsw", "hnsw_m", "hnsw_ef_construction");
    section.foreign("backend_config_path", "max_memory_entries");
    section.end();
    return cache;
  }

  LoadBalancing loadBalancing(Section root) {
    Section section = root.section("load_balancing");
    LoadBalancing policy = section.choice("policy", LoadBalancing.WEIGHTED, LoadBalancing.values());
    section.end();
    return policy;
  }

  Upstream upstream(Section root) {
    Section section = root.section("upstream");
    Upstream upstream =
        new Upstream(
            section.duration("connect_timeout", TWO_SECONDS),
            new Timeouts(
                section.duration("first_byte_timeout", A_MINUTE),
                section.duration("idle_timeout", A_MINUTE),
                section.duration("total_timeout", TEN_MINUTES)),
            section.integer("max_in_flight_per_endpoint", 1024, 1, NO_MAXIMUM),
            queue(section.section("queue")),
            section.bool("include_usage", true),
            retry(section.section("retry")),
            healthCheck(section.section("health_check")),
            ejection(section.section("ejection")));
    section.end();
    return upstream;
  }

  private static Queue queue(Section section) {
    Queue queue =
        new Queue(
            section.integer("max_size", 100, 0, NO_MAXIMUM),
            section.duration("timeout", Duration.ofSeconds(5)));
    section.end();
    return queue;
  }

  private static Retry retry(Section section) {
    Retry retry =
        new Retry(
            section.integer("max_attempts", 3, 1, 100),
            section.share("budget", 0.2),
            section.bool("fallback", true));
    section.end();
    return retry;
  }

  private static HealthCheck healthCheck(Section section) {
    HealthCheck check =
        new HealthCheck(
            section.bool("enabled", true),
            section.duration("interval", TEN_SECONDS),
            section.duration("timeout", TWO_SECONDS),
            section.integer("unhealthy_after", 3, 1, 1000),
            section.integer("healthy_after", 2, 1, 1000));
    section.end();
    return check;
  }

  private static Ejection ejection(Section section) {
    Ejection ejection =
        new Ejection(
            section.integer("consecutive_failures", 5, 1, 1000),
            section.share("failure_ratio", 0.5),
            section.integer("window", 20, 2, 1000),
            section.duration("for", HALF_A_MINUTE),
            section.integer("probes", 1, 1, 100));
    section.end();
    return ejection;
  }
}
