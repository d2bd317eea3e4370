package io.semanticrouter.config;

import io.quarkus.runtime.Startup;
import io.smallrye.config.SmallRyeConfig;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;

/** Makes the configuration of the running application a bean, at start and not at first use. */
@Singleton
public final class RouterConfigProducer {

  private static final Logger LOG = Logger.getLogger(RouterConfigProducer.class);

  /**
   * The configuration the application runs with.
   *
   * @throws ConfigFaults with every fault there is
   */
  @Produces
  @Singleton
  @Startup
  RouterConfig routerConfig() {
    SmallRyeConfig config = ConfigProvider.getConfig().unwrap(SmallRyeConfig.class);
    RouterConfigLoader.Loaded loaded = loaded(config);
    loaded.warnings().forEach(LOG::warn);
    loaded.hints().forEach(LOG::info);
    return loaded.config();
  }

  /** What the source of the file found at start; where there were faults, found again. */
  private static RouterConfigLoader.Loaded loaded(SmallRyeConfig config) {
    RouterConfigSource source = RouterConfigSource.in(config);
    return source.loaded().orElseGet(() -> RouterConfigLoader.load(source.file(), config));
  }
}
