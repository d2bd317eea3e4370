package io.semanticrouter.tracing;

/**
 * An exception that knows what a span may show of it. Of any other exception a span shows the class
 * and where it was thrown, never the message: a parser's message quotes its input.
 */
public interface TracedFailure {
  /** Low-cardinality name of the failure, the value of {@code error.type}. */
  String errorType();

  /** What an operator reads as the status of the span; never content of a request or an answer. */
  String description();
}
