package io.semanticrouter.tracing.recording;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;

/**
 * The OpenTelemetry exception event without the messages of the exceptions: they may quote a prompt
 * or an answer.
 */
final class ExceptionEvents {
  static final String NAME = "exception";
  static final AttributeKey<String> TYPE = AttributeKey.stringKey("exception.type");
  static final AttributeKey<String> STACK_TRACE = AttributeKey.stringKey("exception.stacktrace");

  // Enough to find the line; a failing backend must not make spans of many kilobytes.
  private static final int MAX_FRAMES = 32;
  private static final int MAX_CAUSES = 4;

  private ExceptionEvents() {}

  static Attributes attributes(Throwable thrown) {
    return Attributes.of(TYPE, thrown.getClass().getName(), STACK_TRACE, stackTrace(thrown));
  }

  private static String stackTrace(Throwable thrown) {
    StringBuilder text = new StringBuilder(512);
    Throwable current = thrown;
    for (int depth = 0; current != null && depth <= MAX_CAUSES; depth++) {
      text.append(depth == 0 ? "" : "Caused by: ").append(current.getClass().getName());
      StackTraceElement[] frames = current.getStackTrace();
      for (int i = 0; i < Math.min(frames.length, MAX_FRAMES); i++) {
        text.append("\n\tat ").append(frames[i]);
      }
      text.append('\n');
      current = current.getCause();
    }
    return text.toString();
  }
}
