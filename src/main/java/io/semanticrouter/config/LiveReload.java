package io.semanticrouter.config;

import java.time.Duration;

/**
 * Whether a changed file is applied while the router runs.
 *
 * @param interval between two looks at the file
 */
public record LiveReload(boolean enabled, Duration interval) {

  private static final Duration FIVE_SECONDS = Duration.ofSeconds(5);

  static LiveReload read(Section section) {
    LiveReload reload =
        new LiveReload(section.bool("enabled", true), section.duration("interval", FIVE_SECONDS));
    section.end();
    return reload;
  }
}
