package io.semanticrouter.tracing;

import io.opentelemetry.api.common.Attributes;
import io.vertx.core.Future;
import java.util.function.BiConsumer;

/**
 * The span of one stage, and the parent of the stages that are called with it. Handed from method
 * to method, never through a thread: a request may change threads between two stages.
 *
 * <p>Safe for use by any thread, one at a time.
 */
public interface StageSpan {
  /** No request is handled: the stage is neither traced nor timed. */
  StageSpan OFF = NoSpan.INSTANCE;

  /**
   * Tracing is off: nothing is recorded, and what the caller sent of a trace is sent on as it is.
   * Stages are timed all the same.
   */
  StageSpan UNTRACED = new NoSpan();

  /** True if what is said to this span is kept: the trace is sampled. */
  boolean isRecording();

  /** True if the trace is kept, so that it can be found by its id. */
  boolean isSampled();

  /** Lets {@code facts} describe themselves here. */
  void describe(Traced facts);

  /**
   * Lets {@code facts} describe themselves when they are known. The stage ends when it ends, and so
   * does its span, which is handed on for export only then. What fails is left out.
   */
  void describeLater(Future<? extends Traced> facts);

  /** Adds an event with the time of now. */
  void event(String name);

  /** Adds an event that has attributes; worth making them only while {@link #isRecording}. */
  void event(String name, Attributes attributes);

  /**
   * Marks the span as failed.
   *
   * @param errorType low-cardinality name of the failure, the value of {@code error.type}
   * @param description what an operator reads; never content of the request or the answer
   * @param cause recorded as an exception event, or null
   */
  void fail(String errorType, String description, Throwable cause);

  /** Writes {@code traceparent}, {@code tracestate} and {@code baggage} of this span. */
  void propagate(BiConsumer<String, String> header);

  /** The caller's {@code baggage} header where it is well-formed, else null. */
  String baggage();

  /** 32 hex digits, or null where tracing is off. */
  String traceId();

  /** 16 hex digits, or null where tracing is off. */
  String spanId();

  /** The W3C {@code traceresponse} value of this span, or null where tracing is off. */
  String traceResponse();
}
