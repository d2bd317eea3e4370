package io.semanticrouter.config;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Applies another content of the configuration file to the running application, all of it or
 * nothing: a file with faults changes nothing. To be used by one thread at a time.
 */
final class ConfigReload {

  private static final Logger LOG = Logger.getLogger(ConfigReload.class);

  private final FileWatch watch;
  private final Function<ConfigFile, RouterConfigLoader.Loaded> loader;
  private final Consumer<ConfigReloaded> listeners;
  private final ReloadMetrics metrics;
  private volatile RouterConfig current;

  /** What was wrong at the last look, so that it is not said with each. */
  private List<ConfigFault> known = List.of();

  ConfigReload(
      RouterConfig started,
      FileWatch watch,
      Function<ConfigFile, RouterConfigLoader.Loaded> loader,
      Consumer<ConfigReloaded> listeners,
      ReloadMetrics metrics) {
    this.current = started;
    this.watch = watch;
    this.loader = loader;
    this.listeners = listeners;
    this.metrics = metrics;
  }

  /** The configuration that is in force. */
  RouterConfig current() {
    return current;
  }

  /** True if it is worth another look soon. */
  boolean isUnsettled() {
    return watch.isUnsettled();
  }

  /** Looks at the file, and applies what it holds if that is new. Reads from the disk. */
  void look() {
    Optional<FileContent> content = watch.look();
    if (content.isPresent()) {
      try {
        take(content.get());
        known = List.of();
      } catch (ConfigFaults e) {
        watch.refused();
        refuse(content.get(), e.faults());
      } catch (RuntimeException e) {
        LOG.errorf(e, "%s could not be applied", content.get().name());
        metrics.refused();
      }
    }
  }

  private void refuse(FileContent content, List<ConfigFault> faults) {
    if (!faults.equals(known)) {
      faults.forEach(fault -> LOG.error(fault.line()));
      LOG.errorf("%s is not applied: the configuration of before is kept", content.name());
      metrics.refused();
    }
    known = faults;
  }

  private void take(FileContent content) {
    if (content.fault() == null && content.isBlank()) {
      // At a start this would mean the defaults. Here somebody has emptied the file to write it.
      throw new ConfigFaults(
          List.of(new ConfigFault(content.name(), "the document", "", "must not be empty")));
    }
    ConfigFile file = ConfigFile.of(content);
    RouterConfigLoader.Loaded loaded = loader.apply(file);
    loaded.warnings().forEach(LOG::warn);
    loaded.hints().forEach(LOG::info);
    RouterConfig before = current;
    List<String> needRestart = StartOnlyKeys.changed(before, loaded.config());
    RouterConfig now = StartOnlyKeys.keep(before, loaded.config());
    current = now;
    listeners.accept(new ConfigReloaded(before, now));
    if (!needRestart.isEmpty()) {
      LOG.warnf("These changed keys need a restart: %s", String.join(", ", needRestart));
    }
    LOG.infof("%s is applied (sha256 %s)", file.name(), ReloadMetrics.shortHash(file));
    metrics.applied(file);
  }
}
