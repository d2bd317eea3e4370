package io.semanticrouter.api;

import io.semanticrouter.understanding.Understanding;

/** How much of the router's understanding a request had. */
enum UnderstandingTier {
  /** The encoder read it. */
  FULL("full"),
  /** Words and patterns alone: the encoder is switched off, or was overloaded. */
  FAST("fast");

  private final String label;

  UnderstandingTier(String label) {
    this.label = label;
  }

  static UnderstandingTier of(Understanding understanding) {
    return understanding.isAvailable() ? FULL : FAST;
  }

  String label() {
    return label;
  }
}
