package io.semanticrouter.limit;

/**
 * Why a caller has to wait.
 *
 * @param perMinute the limit that is reached
 * @param seconds until a request may be let in, rounded up; 1 or more
 */
public record Denial(Resource resource, int perMinute, int seconds) {

  /** What is counted. */
  public enum Resource {
    REQUESTS("requests"),
    TOKENS("tokens");

    private final String label;

    Resource(String label) {
      this.label = label;
    }

    /** As headers, metrics and messages call it. */
    public String label() {
      return label;
    }
  }
}
