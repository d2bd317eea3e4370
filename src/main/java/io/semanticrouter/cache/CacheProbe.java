package io.semanticrouter.cache;

/**
 * What a request is looked up by, and later stored under: its exact key and, where an encoder read
 * it, the text of its last user message with the embedding. Made once a request, so that storing
 * the answer costs no second pass of the encoder. Never printed.
 */
public final class CacheProbe {
  private final CacheKey key;
  private final String text;
  private final Fingerprint fingerprint;

  private CacheProbe(CacheKey key, String text, Fingerprint fingerprint) {
    this.key = key;
    this.text = text;
    this.fingerprint = fingerprint;
  }

  /** A request that only the very same request matches. */
  public static CacheProbe exact(CacheKey key) {
    return new CacheProbe(key, null, null);
  }

  /**
   * A request that others of the same meaning match.
   *
   * @param embedding of the text; one without a direction leaves an exact probe
   */
  static CacheProbe semantic(CacheKey key, String text, float[] embedding) {
    Fingerprint fingerprint = Fingerprint.of(embedding);
    return fingerprint == null ? exact(key) : new CacheProbe(key, text, fingerprint);
  }

  /** The exact key. */
  public CacheKey key() {
    return key;
  }

  boolean isSemantic() {
    return fingerprint != null;
  }

  /** The last user message, or null in an exact probe. */
  String text() {
    return text;
  }

  /** Null in an exact probe. */
  Fingerprint fingerprint() {
    return fingerprint;
  }

  @Override
  public String toString() {
    return "CacheProbe[" + key + "]";
  }
}
