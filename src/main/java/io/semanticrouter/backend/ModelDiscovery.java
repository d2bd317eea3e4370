package io.semanticrouter.backend;

import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import io.quarkus.runtime.StartupEvent;
import io.semanticrouter.config.ConfigPreflight;
import io.semanticrouter.config.RouterConfig;
import io.semanticrouter.config.RouterConfig.Endpoint;
import io.semanticrouter.tls.ClientTls;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
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
  private final RouterConfig config;
  private final EndpointKeys keys;
  private final Instance<BuiltInEndpoint> builtIn;
  private final AtomicReference<ModelCatalog> catalog;

  public ModelDiscovery(
      Vertx vertx, RouterConfig config, EndpointKeys keys, Instance<BuiltInEndpoint> builtIn) {
    this.vertx = vertx;
    this.config = config;
    this.keys = keys;
    this.builtIn = builtIn;
    this.catalog = new AtomicReference<>(new ModelCatalog(config, config.endpoints(), Map.of()));
  }

  /** What is known now. */
  public ModelCatalog catalog() {
    return catalog.get();
  }

  void start(@Observes @Priority(2_000) StartupEvent event) {
    if (config.endpoints().isEmpty() && builtIn.isResolvable()) {
      catalog.set(new ModelCatalog(config, List.of(builtIn.get().endpoint()), Map.of()));
    }
    if (catalog().endpoints().isEmpty()) {
      LOG.warn(ConfigPreflight.NO_BACKEND);
    }
    List<Endpoint> asked = catalog().unnamedEndpoints();
    if (!asked.isEmpty()) {
      List<ModelsApi> apis = asked.stream().map(ModelDiscovery::api).toList();
      Runnable round =
          () -> {
            for (int i = 0; i < asked.size(); i++) {
              ask(asked.get(i), apis.get(i));
            }
          };
      round.run();
      vertx.setPeriodic(TimeUnit.SECONDS.toMillis(INTERVAL_SECONDS), id -> round.run());
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
