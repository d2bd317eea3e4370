package io.semanticrouter.config;

import java.util.Map;

/**
 * How much callers may ask for.
 *
 * @param common of each client key; without client keys, of all callers together
 * @param perKey by the name of a client key, in the place of the common one
 */
public record RateLimits(Limit common, Map<String, Limit> perKey) {
  /** No caller is limited. */
  public static final RateLimits NONE = new RateLimits(Limit.NONE, Map.of());

  /** What is allowed in a minute; 0: as much as the caller likes. */
  public record Limit(int requestsPerMinute, int tokensPerMinute) {
    /** Whatever the caller likes. */
    public static final Limit NONE = new Limit(0, 0);
  }

  /**
   * The limit of a caller.
   *
   * @param key name of its client key, or null where none is required
   */
  public Limit of(String key) {
    return key == null ? common : perKey.getOrDefault(key, common);
  }
}
