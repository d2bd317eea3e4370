package io.semanticrouter.config;

import io.semanticrouter.config.RouterConfig.Cache;
import io.semanticrouter.config.RouterConfig.Server;
import java.util.List;
import java.util.function.Function;

/**
 * The keys that are read when the router starts, and then no more: threads, memory and listeners
 * are made of them, or the framework has taken them over. All other keys apply to the next request.
 */
final class StartOnlyKeys {

  private record Key(String path, Function<RouterConfig, Object> value) {}

  private static final List<Key> KEYS =
      List.of(
          new Key("encoder.enabled", c -> c.encoder().enabled()),
          new Key("encoder.model_dir", c -> c.encoder().modelDir()),
          new Key("encoder.threads", c -> c.encoder().threads()),
          new Key("encoder.max_queue", c -> c.encoder().maxQueue()),
          new Key("encoder.max_tokens", c -> c.encoder().maxTokens()),
          new Key("encoder.remembered_texts", c -> c.encoder().rememberedTexts()),
          new Key("semantic_cache.backend_type", c -> c.semanticCache().backendType()),
          new Key("semantic_cache.max_entries", c -> c.semanticCache().maxEntries()),
          new Key("semantic_cache.max_memory_mib", c -> c.semanticCache().maxMemoryMib()),
          new Key("semantic_cache.ttl_seconds", c -> c.semanticCache().ttl()),
          new Key("semantic_cache.eviction_policy", c -> c.semanticCache().evictionPolicy()),
          new Key("server.api_keys_env", c -> c.server().apiKeysEnv()),
          new Key("server.max_body_bytes", c -> c.server().maxBodyBytes()),
          new Key("server.shutdown_drain", c -> c.server().shutdownDrain()),
          tracing("enabled", TracingConfig::enabled),
          exporter("type", TracingConfig.Exporter::type),
          exporter("endpoint", TracingConfig.Exporter::endpoint),
          exporter("insecure", TracingConfig.Exporter::insecure),
          exporter("protocol", TracingConfig.Exporter::protocol),
          exporter("headers", TracingConfig.Exporter::headers),
          exporter("timeout", TracingConfig.Exporter::timeout),
          exporter("compression", TracingConfig.Exporter::compression),
          exporter("tls", TracingConfig.Exporter::tls),
          exporter("format", TracingConfig.Exporter::format),
          exporter("batch", TracingConfig.Exporter::batch),
          tracing("resource.service_name", t -> t.resource().serviceName()),
          tracing("resource.service_version", t -> t.resource().serviceVersion()),
          tracing("resource.deployment_environment", t -> t.resource().deploymentEnvironment()));

  private StartOnlyKeys() {}

  private static Key tracing(String path, Function<TracingConfig, Object> value) {
    return new Key("observability.tracing." + path, c -> value.apply(c.tracing()));
  }

  private static Key exporter(String path, Function<TracingConfig.Exporter, Object> value) {
    return tracing("exporter." + path, t -> value.apply(t.exporter()));
  }

  /** The paths of all of them. */
  static List<String> paths() {
    return KEYS.stream().map(Key::path).toList();
  }

  /** The paths of those in which two configurations differ. */
  static List<String> changed(RouterConfig running, RouterConfig next) {
    return KEYS.stream()
        .filter(key -> !key.value.apply(running).equals(key.value.apply(next)))
        .map(Key::path)
        .toList();
  }

  /** The next configuration with the values that these keys have in the running one. */
  static RouterConfig keep(RouterConfig running, RouterConfig next) {
    return new RouterConfig(
        next.endpoints(),
        next.models(),
        next.defaultModel(),
        next.categories(),
        next.reasoningFamilies(),
        next.defaultReasoningEffort(),
        next.classifier(),
        next.promptGuard(),
        running.encoder(),
        next.onBlock(),
        cache(running.semanticCache(), next.semanticCache()),
        server(running.server(), next.server()),
        next.loadBalancing(),
        next.upstream(),
        tracing(running.tracing(), next.tracing()),
        next.liveReload());
  }

  private static Cache cache(Cache running, Cache next) {
    return new Cache(
        next.enabled(),
        running.backendType(),
        next.similarityThreshold(),
        running.maxEntries(),
        running.maxMemoryMib(),
        running.ttl(),
        running.evictionPolicy());
  }

  private static Server server(Server running, Server next) {
    return new Server(
        running.apiKeysEnv(),
        running.maxBodyBytes(),
        next.bodyTimeout(),
        next.maxInFlight(),
        running.shutdownDrain(),
        next.rateLimits(),
        next.apis());
  }

  private static TracingConfig tracing(TracingConfig running, TracingConfig next) {
    return new TracingConfig(
        running.enabled(),
        running.exporter(),
        next.sampling(),
        running.resource(),
        next.attributes(),
        next.captureContent());
  }
}
