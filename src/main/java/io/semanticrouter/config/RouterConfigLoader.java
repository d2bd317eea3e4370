package io.semanticrouter.config;

import io.semanticrouter.config.RouterConfig.Cache;
import io.semanticrouter.config.RouterConfig.Classifier;
import io.semanticrouter.config.RouterConfig.Encoder;
import io.semanticrouter.config.RouterConfig.LoadBalancing;
import io.semanticrouter.config.RouterConfig.OnBlock;
import io.semanticrouter.config.RouterConfig.PromptGuard;
import io.semanticrouter.config.RouterConfig.Server;
import io.semanticrouter.config.RouterConfig.Upstream;
import io.smallrye.config.Expressions;
import io.smallrye.config.SmallRyeConfig;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** Turns the configuration file, and what overrides it, into a {@link RouterConfig}. */
public final class RouterConfigLoader {

  private static final String DEV_PROFILE = "dev";

  private RouterConfigLoader() {}

  /**
   * A valid configuration and what an operator should know about it.
   *
   * @param withoutEffect keys that were changed and whose feature comes with a later version
   * @param foreign keys of the public vLLM Semantic Router file that mean nothing here
   * @param knownKeys every key that was asked for; {@code []} stands for an index
   */
  record Loaded(
      RouterConfig config,
      List<String> withoutEffect,
      List<String> foreign,
      Set<String> knownKeys) {

    /** What a start warns about, a line each. */
    List<String> warnings() {
      return line("These keys have no effect in this version: ", withoutEffect);
    }

    /** What a start only mentions, a line each. */
    List<String> hints() {
      return line("These keys of the vLLM Semantic Router file mean nothing here: ", foreign);
    }

    private static List<String> line(String message, List<String> keys) {
      return keys.isEmpty() ? List.of() : List.of(message + String.join(", ", keys));
    }
  }

  /**
   * Reads, binds and checks everything in one pass.
   *
   * @param config holds the file as one of its sources, see {@link ConfigSources}
   * @throws ConfigFaults with every fault there is
   */
  static Loaded load(ConfigFile file, SmallRyeConfig config) {
    // Prompts may hold "${x}" and "$5": values are taken as they are written.
    return Expressions.withoutExpansion(() -> loadRaw(file, config));
  }

  private static Loaded loadRaw(ConfigFile file, SmallRyeConfig config) {
    Reading reading = new Reading(file, config);
    RouterConfig bound = bind(reading, config.getProfiles().contains(DEV_PROFILE));
    if (!reading.faults().isEmpty()) {
      throw new ConfigFaults(reading.faults());
    }
    return new Loaded(
        bound,
        List.copyOf(reading.withoutEffect()),
        List.copyOf(reading.foreign()),
        Set.copyOf(reading.known()));
  }

  private static RouterConfig bind(Reading reading, boolean devProfile) {
    Section root = reading.root();
    EndpointReader endpoints = new EndpointReader(reading);
    endpoints.read(root);
    RoutingReader routing = new RoutingReader(reading, endpoints);
    routing.read(root);
    String effort = root.choice("default_reasoning_effort", RoutingReader.EFFORTS).orElse("medium");
    SettingsReader settings = new SettingsReader(reading);
    Classifier classifier = settings.classifier(root);
    PromptGuard promptGuard = settings.promptGuard(root);
    Encoder encoder = settings.encoder(root);
    OnBlock onBlock = settings.onBlock(root);
    Cache cache = settings.cache(root);
    Server server = new ServerReader(reading).read(root);
    LoadBalancing loadBalancing = settings.loadBalancing(root);
    Upstream upstream = settings.upstream(root);
    TracingConfig tracing = new TracingReader(reading, devProfile).read(root);
    LiveReload liveReload = LiveReload.read(root.section("live_reload"));
    root.ineffective("decisions");
    root.foreign(ForeignKeys.TOP_LEVEL);
    root.end();
    return new RouterConfig(
        List.copyOf(endpoints.endpoints()),
        Collections.unmodifiableMap(routing.models()),
        routing.defaultModel(),
        List.copyOf(routing.categories()),
        Collections.unmodifiableMap(routing.families()),
        effort,
        classifier,
        promptGuard,
        encoder,
        onBlock,
        cache,
        server,
        loadBalancing,
        upstream,
        tracing,
        liveReload);
  }
}
