package io.semanticrouter.upstream;

import io.semanticrouter.config.RouterConfig.Endpoint;
import io.semanticrouter.tracing.LlmFacts;
import io.semanticrouter.tracing.SpanAttributes;
import io.semanticrouter.tracing.Traced;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * How a call to a backend ended.
 *
 * @param endpoint that answered, or the last one tried; null if there was none
 * @param attempts endpoints that were tried
 * @param status of the backend; 0 if its head never came
 * @param failure null if the answer arrived whole
 * @param answer the whole answer if it was to be kept and is complete, else null
 * @param waitNanos from the request's start to the backend's last byte
 * @param queueNanos of them, until there was a place at a backend; 0 if there was one at once
 */
public record UpstreamResult(
    UpstreamCall call,
    Endpoint endpoint,
    int attempts,
    int status,
    UpstreamFailure failure,
    Completion completion,
    TokenTiming timing,
    Buffer answer,
    long waitNanos,
    long queueNanos)
    implements Traced {
  /** {@code error.type} of an {@link #isFailedAnswer}, and why, as a sentence. */
  public static final String ANSWER_ERROR = "answer_error";

  public static final String ANSWER_ERROR_REASON = "The backend's answer says that it failed.";

  private static final double NANOS_PER_MILLI = 1e6;

  /** True for an answer worth keeping: whole, successful, and ended by the model itself. */
  public boolean isComplete() {
    return failure == null && status == 200 && completion.isStopped();
  }

  /** True for an answer that began well, came whole, and says that the backend failed. */
  public boolean isFailedAnswer() {
    return failure == null && status < 400 && completion.isFailed();
  }

  /** Tokens of request and answer together; empty if the backend did not say. */
  public OptionalLong tokens() {
    return completion.tokens();
  }

  /** Tokens of the request as the backend counted them, or null if it did not say. */
  public Long promptTokens() {
    return completion.promptTokens();
  }

  /** Tokens of the answer as the backend counted them, or null if it did not say. */
  public Long completionTokens() {
    return completion.completionTokens();
  }

  /** From the call to the first token of a stream; empty where none came. */
  public OptionalLong firstTokenNanos() {
    return timing.firstTokenNanos();
  }

  /** Mean time of a stream's tokens after the first; empty where there was one at most. */
  public OptionalDouble nanosPerToken() {
    return timing.nanosPerToken(completion.completionTokens());
  }

  /** True if the stream had an event that told nothing but token counts. */
  public boolean hasUsageEvent() {
    return completion.hasUsageEvent();
  }

  @Override
  public void describe(SpanAttributes span) {
    span.set(SpanAttributes.HTTP_METHOD, "POST")
        .set(LlmFacts.OPERATION, call.api().operation())
        .set(LlmFacts.PROVIDER, "vllm")
        .set(LlmFacts.MODEL, call.model())
        .set(LlmFacts.STREAMING, call.streaming())
        .set(LlmFacts.PARAMETERS, call.invocationParameters());
    if (endpoint != null) {
      span.set(SpanAttributes.ENDPOINT_NAME, endpoint.name())
          .set(SpanAttributes.ENDPOINT_ADDRESS, endpoint.hostAndPort())
          .set(SpanAttributes.SERVER_ADDRESS, endpoint.address())
          .set(SpanAttributes.SERVER_PORT, endpoint.port());
    }
    if (queueNanos > 0) {
      span.set(SpanAttributes.BACKEND_QUEUE_TIME_MS, queueNanos / NANOS_PER_MILLI);
    }
    if (attempts > 0) {
      span.set(SpanAttributes.UPSTREAM_ATTEMPTS, attempts);
    }
    if (status > 0) {
      span.set(SpanAttributes.HTTP_RESPONSE_STATUS_CODE, status);
    }
    describeCompletion(span);
    timing.describe(span, completion.completionTokens());
  }

  private void describeCompletion(SpanAttributes span) {
    List<String> reasons = completion.finishReasons();
    span.set(LlmFacts.RESPONSE_MODEL, SpanAttributes.cut(completion.model()))
        .set(LlmFacts.RESPONSE_ID, SpanAttributes.cut(completion.id()))
        .set(LlmFacts.FINISH_REASONS, reasons.isEmpty() ? null : reasons)
        .set(LlmFacts.PROMPT_TOKENS, completion.promptTokens())
        .set(LlmFacts.COMPLETION_TOKENS, completion.completionTokens())
        .set(LlmFacts.TOTAL_TOKENS, completion.totalTokens());
  }

  /** Sizes only: the answer stays private. */
  @Override
  public String toString() {
    return "UpstreamResult[status=" + status + ", failure=" + failure + "]";
  }
}
