package io.semanticrouter.backend;

import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import io.quarkus.runtime.StartupEvent;
import io.semanticrouter.config.ConfigPreflight;
import io.semanticrouter.config.ConfigReloaded;
import io.semanticrouter.config.RouterConfig;
import io.semanticrouter.config.RouterConfig.Endpoint;
import io.semanticrouter.tls.ClientTls;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
  private static final int TIMEOUT_SECONDS = 2;

  private final Vertx vertx;
  private final EndpointKeys keys;
  private final Instance<BuiltInEndpoint> builtIn;
  private final PerEndpoint<ModelsApi> apis = new PerEndpoint<>(ModelDiscovery::api);
  private final AtomicReference<ModelCatalog> catalog;
  private long timer = -1;

  public ModelDiscovery(
      Vertx vertx, RouterConfig config, EndpointKeys keys, Instance<BuiltInEndpoint> builtIn) {
    this.vertx = vertx;
    this.keys = keys;
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
      ask(endpoint, apis.of(endpoint));
    }
  }

  void retired(@Observes EndpointsRetired event) {
    for (ModelsApi api : apis.remove(event.ids())) {
      if (api instanceof Closeable client) { // as every REST client is
        try {
          client.close();
        } catch (IOException e) {
          LOG.debug("A client did not close", e);
        }
      }
    }
  }

  private static ModelsApi api(Endpoint endpoint) {
    return QuarkusRestClientBuilder.newBuilder()
        .baseUri(
            URI.create(endpoint.scheme() + "://" + endpoint.hostAndPort() + endpoint.pathPrefix()))
        .httpClientOptions(ClientTls.apply(endpoint.tls(), new HttpClientOptions()))
        .connectTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS)
        .readTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS)
        .build(ModelsApi.class);
  }

  private void ask(Endpoint endpoint, ModelsApi api) {
    String authorization = keys.authorizationOf(endpoint).orElse(null);
    api.list(authorization)
        .map(
            list ->
                list.data() == null
                    ? List.<String>of()
                    : list.data().stream()
                        .map(ModelsApi.Entry::id)
                        .filter(Objects::nonNull)
                        .toList())
        .subscribe()
        .with(models -> found(endpoint, models), failure -> notFound(endpoint, failure));
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
