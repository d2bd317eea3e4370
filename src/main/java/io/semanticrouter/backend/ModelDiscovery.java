package io.semanticrouter.backend;

import io.quarkus.runtime.StartupEvent;
import io.semanticrouter.config.ConfigPreflight;
import io.semanticrouter.config.ConfigReloaded;
import io.semanticrouter.config.RouterConfig;
import io.semanticrouter.config.RouterConfig.Endpoint;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/**
 * Keeps the {@link ModelCatalog} up to date: asks the endpoints that no model of the file names, at
 * start and every {@link #INTERVAL_SECONDS} seconds.
 */
@ApplicationScoped
public class ModelDiscovery {
  private static final Logger LOG = Logger.getLogger(ModelDiscovery.class);
  private static final int INTERVAL_SECONDS = 10;
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  private final Vertx vertx;
  private final EndpointProbe probe;
  private final Instance<BuiltInEndpoint> builtIn;
  private final AtomicReference<ModelCatalog> catalog;
  private long timer = -1;

  public ModelDiscovery(
      Vertx vertx, RouterConfig config, EndpointKeys keys, Instance<BuiltInEndpoint> builtIn) {
    this.vertx = vertx;
    this.probe = new EndpointProbe(vertx, keys, () -> TIMEOUT, false);
    this.builtIn = builtIn;
    this.catalog = new AtomicReference<>(new ModelCatalog(config, config.endpoints(), Map.of()));
  }

  /** What is known now. */
  public ModelCatalog catalog() {
    return catalog.get();
  }

  void start(@Observes @Priority(2_000) StartupEvent event) {
    use(catalog().config());
    timer = vertx.setPeriodic(TimeUnit.SECONDS.toMillis(INTERVAL_SECONDS), _ -> askAll());
  }

  /** Development mode goes on with the same Vert.x. */
  @PreDestroy
  void stop() {
    vertx.cancelTimer(timer);
    probe.close();
  }

  /** From here on requests begin with the new configuration. */
  void reloaded(@Observes @Priority(2_000) ConfigReloaded event) {
    List<String> before = names(catalog());
    use(event.now());
    List<String> now = names(catalog());
    List<String> added = now.stream().filter(name -> !before.contains(name)).toList();
    List<String> removed = before.stream().filter(name -> !now.contains(name)).toList();
    if (!added.isEmpty() || !removed.isEmpty()) {
      LOG.infof("Endpoints that came: %s, that went: %s", added, removed);
    }
  }

  private static List<String> names(ModelCatalog known) {
    return known.endpoints().stream().map(Endpoint::name).toList();
  }

  private void use(RouterConfig config) {
    List<Endpoint> endpoints =
        config.endpoints().isEmpty() && builtIn.isResolvable()
            ? List.of(builtIn.get().endpoint())
            : config.endpoints();
    catalog.updateAndGet(known -> known.reloaded(config, endpoints));
    if (endpoints.isEmpty()) {
      LOG.warn(ConfigPreflight.NO_BACKEND);
    }
    askAll();
  }

  private void askAll() {
    for (Endpoint endpoint : catalog().unnamedEndpoints()) {
      ask(endpoint);
    }
  }

  private void ask(Endpoint endpoint) {
    probe
        .get(endpoint, "/v1/models")
        .compose(EndpointProbe::body)
        .map(ModelDiscovery::names)
        .onSuccess(models -> found(endpoint, models))
        .onFailure(failure -> notFound(endpoint, failure));
  }

  /** The names in the list of OpenAI's API; throws where the answer is another. */
  private static List<String> names(Buffer list) {
    List<String> names = new ArrayList<>();
    for (Object entry : list.toJsonObject().getJsonArray("data", new JsonArray())) {
      if (entry instanceof JsonObject model && model.getValue("id") instanceof String name) {
        names.add(name);
      }
    }
    return List.copyOf(names);
  }

  private void found(Endpoint endpoint, List<String> models) {
    ModelCatalog before = catalog.getAndUpdate(known -> known.with(endpoint, models));
    if (!models.equals(before.discovered().get(endpoint))) {
      LOG.infof("Endpoint %s serves %s", endpoint.name(), models);
    }
  }

  /** An endpoint that was known keeps its models: it may be back before they are asked for. */
  private void notFound(Endpoint endpoint, Throwable failure) {
    LOG.debugf("Endpoint %s does not tell its models: %s", endpoint.name(), failure.toString());
  }
}
