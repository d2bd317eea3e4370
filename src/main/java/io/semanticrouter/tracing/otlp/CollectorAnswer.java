package io.semanticrouter.tracing.otlp;

import io.semanticrouter.tracing.export.ExportFailure;
import java.time.Duration;

/** What a collector made of one request. */
sealed interface CollectorAnswer {

  /**
   * It has the spans, but for those it did not want.
   *
   * @param rejected how many it did not want, as it says: any number
   * @param words why, or a warning; may be empty
   */
  record Accepted(long rejected, String words) implements CollectorAnswer {
    static final Accepted WHOLLY = new Accepted(0, "");
  }

  /**
   * It has not.
   *
   * @param retryable whether OTLP lets the same request be sent again
   * @param delay how long the collector asks to be left alone; zero: it does not say
   */
  record Refused(ExportFailure failure, boolean retryable, Duration delay)
      implements CollectorAnswer {

    /** Without a word about the time. */
    static Refused of(String errorType, String cause, boolean retryable) {
      return new Refused(new ExportFailure(errorType, cause), retryable, Duration.ZERO);
    }
  }
}
