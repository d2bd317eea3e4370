package io.semanticrouter.config;

import java.time.Duration;
import java.util.Optional;

/**
 * How long a backend may take over an answer; each above zero.
 *
 * @param firstByte of an endpoint, from the request to the answer's head
 * @param idle between two chunks
 * @param total from the first attempt at a model to the last byte
 */
public record Timeouts(Duration firstByte, Duration idle, Duration total) {

  /** What one model sets for itself; an empty one is the common one. */
  public record Overrides(
      Optional<Duration> firstByte, Optional<Duration> idle, Optional<Duration> total) {
    static final Overrides NONE =
        new Overrides(Optional.empty(), Optional.empty(), Optional.empty());

    Timeouts over(Timeouts common) {
      return equals(NONE)
          ? common
          : new Timeouts(
              firstByte.orElse(common.firstByte),
              idle.orElse(common.idle),
              total.orElse(common.total));
    }
  }
}
