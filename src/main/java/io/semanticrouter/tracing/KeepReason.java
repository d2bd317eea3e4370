package io.semanticrouter.tracing;

/** Why a trace is kept that the sampler dropped; the labels are what spans and metrics show. */
enum KeepReason {
  ERROR("error"),
  BLOCKED("blocked"),
  SLOW("slow");

  private final String label;

  KeepReason(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }
}
