package io.semanticrouter.tracing;

import io.opentelemetry.api.common.Attributes;
import io.vertx.core.Future;
import java.util.function.BiConsumer;

/** No span: nothing is kept. */
class NoSpan implements StageSpan {
  static final NoSpan INSTANCE = new NoSpan();

  @Override
  public boolean isRecording() {
    return false;
  }

  @Override
  public boolean isSampled() {
    return false;
  }

  @Override
  public void describe(Traced facts) {}

  @Override
  public void describeLater(Future<? extends Traced> facts) {}

  @Override
  public void event(String name) {}

  @Override
  public void event(String name, Attributes attributes) {}

  @Override
  public void fail(String errorType, String description, Throwable cause) {}

  @Override
  public void propagate(BiConsumer<String, String> header) {}

  @Override
  public String baggage() {
    return null;
  }

  @Override
  public String traceId() {
    return null;
  }

  @Override
  public String spanId() {
    return null;
  }

  @Override
  public String traceResponse() {
    return null;
  }
}
