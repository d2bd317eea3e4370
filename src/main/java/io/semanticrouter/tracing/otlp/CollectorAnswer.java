package io.semanticrouter.tracing.otlp;

import java.time.Duration;

/** What a collector made of one request. */
sealed interface CollectorAnswer {

  /** It has the spans. */
  record Accepted() implements CollectorAnswer {}

  /**
   * It has not.
   *
   * @param cause for people; never holds spans or header values
   * @param retryable whether OTLP lets the same request be sent again
   * @param delay how long the collector asks to be left alone; zero: it does not say
   */
  record Refused(String cause, boolean retryable, Duration delay) implements CollectorAnswer {}
}
