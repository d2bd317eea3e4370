package io.semanticrouter.tracing;

/** A stage's result that knows what its span shows of it. Never the prompt, never the answer. */
public interface Traced {
  void describe(SpanAttributes span);
}
