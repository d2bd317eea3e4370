package io.semanticrouter.config;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.config.SmallRyeConfig;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.eclipse.microprofile.config.Config;

/** Looks at the configuration file from time to time while the application runs. */
@ApplicationScoped
class ConfigWatch {

  /** After what a writer needs at most between two pieces of a file. */
  private static final Duration SETTLED_AFTER = Duration.ofSeconds(1);

  private final Vertx vertx;
  private final RouterConfig config;
  private final RouterConfigSource source;
  private final Event<ConfigReloaded> reloaded;
  private final MeterRegistry meters;
  private volatile boolean closed;

  ConfigWatch(
      Vertx vertx,
      RouterConfig config,
      Config application,
      Event<ConfigReloaded> reloaded,
      MeterRegistry meters) {
    this.vertx = vertx;
    this.config = config;
    this.source = RouterConfigSource.in(application.unwrap(SmallRyeConfig.class));
    this.reloaded = reloaded;
    this.meters = meters;
  }

  /** When everything else has started, so that nobody is told of a change before. */
  void start(@Observes @Priority(3_000) StartupEvent event) {
    ReloadMetrics metrics = new ReloadMetrics(meters, Clock.systemUTC());
    metrics.applied(source.file());
    if (!source.file().equals(ConfigFile.none())) {
      FileWatch watch = new FileWatch(source.file(), Path.of(source.file().name()));
      lookLater(new ConfigReload(config, watch, source::load, reloaded::fire, metrics));
    }
  }

  /** Off the event loop: a file may lie on a network. */
  private void lookLater(ConfigReload reload) {
    LiveReload settings = reload.current().liveReload();
    if (closed || !settings.enabled()) {
      return;
    }
    vertx.setTimer(
        delay(reload, settings).toMillis(),
        _ -> vertx.executeBlocking(() -> looked(reload), false).onComplete(_ -> lookLater(reload)));
  }

  private static Duration delay(ConfigReload reload, LiveReload settings) {
    return reload.isUnsettled() && settings.interval().compareTo(SETTLED_AFTER) > 0
        ? SETTLED_AFTER
        : settings.interval();
  }

  private boolean looked(ConfigReload reload) {
    if (!closed) {
      reload.look();
    }
    return true;
  }

  @PreDestroy
  void close() {
    closed = true;
  }
}
