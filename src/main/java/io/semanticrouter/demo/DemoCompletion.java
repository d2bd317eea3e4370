package io.semanticrouter.demo;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.semanticrouter.tracing.ServiceTracers.ServiceTracer;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;

/** One answer of the demo backend: token after token, with the span vLLM would send. */
final class DemoCompletion {
  private static final long TOKEN_DELAY_MS = 20;

  private static final List<String> TOKENS =
      List.of(
          "This",
          " is",
          " the",
          " demo",
          " backend",
          " of",
          " semantic",
          "-",
          "router",
          ".",
          " It",
          " answers",
          " every",
          " prompt",
          " with",
          " these",
          " words",
          ",",
          " token",
          " by",
          " token",
          ",",
          " so",
          " that",
          " you",
          " can",
          " watch",
          " the",
          " trace",
          " of",
          " your",
          " request",
          ".",
          " Name",
          " a",
          " real",
          " vLLM",
          " in",
          " the",
          " configuration",
          " file",
          " to",
          " get",
          " real",
          " answers",
          ".");

  private static final TextMapGetter<MultiMap> HEADERS =
      new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(MultiMap carrier) {
          return carrier.names();
        }

        @Override
        public String get(MultiMap carrier, String key) {
          return carrier == null ? null : carrier.get(key);
        }
      };

  private final Vertx vertx;
  private final HttpServerResponse response;
  private final Span span;
  private final long start = System.nanoTime();
  private final String id = "chatcmpl-" + UUID.randomUUID();
  private final long created = System.currentTimeMillis() / 1_000;
  private String model = DemoBackend.MODEL;
  private int promptTokens;
  private boolean gone;

  DemoCompletion(Vertx vertx, ServiceTracer tracer, HttpServerRequest request) {
    this.vertx = vertx;
    this.response = request.response();
    Context caller =
        W3CTraceContextPropagator.getInstance().extract(Context.root(), request.headers(), HEADERS);
    this.span =
        tracer
            .tracer()
            .spanBuilder("llm_request")
            .setSpanKind(SpanKind.SERVER)
            .setParent(caller)
            .startSpan();
    response.closeHandler(nothing -> gone = true);
  }

  void answer(Buffer body) {
    JsonObject asked;
    try {
      asked = body.toJsonObject();
    } catch (DecodeException e) {
      span.end();
      response.setStatusCode(400).end();
      return;
    }
    model = asked.getString("model", model);
    promptTokens = words(asked.getJsonArray("messages", new JsonArray()).encode());
    if (isTrue(asked, "stream")) {
      JsonObject options = asked.getJsonObject("stream_options");
      stream(options != null && isTrue(options, "include_usage"));
    } else {
      vertx.setTimer(TOKEN_DELAY_MS, timer -> whole());
    }
  }

  /** A null is as good as nothing. */
  private static boolean isTrue(JsonObject object, String key) {
    return Boolean.TRUE.equals(object.getBoolean(key));
  }

  private void whole() {
    firstToken();
    JsonObject message =
        new JsonObject().put("role", "assistant").put("content", String.join("", TOKENS));
    JsonObject answer =
        envelope(
                "chat.completion",
                new JsonArray()
                    .add(
                        new JsonObject()
                            .put("index", 0)
                            .put("message", message)
                            .put("finish_reason", "stop")))
            .put("usage", usage());
    response.putHeader("content-type", "application/json").end(answer.toBuffer());
    finish(TOKENS.size());
  }

  private void stream(boolean includeUsage) {
    response.setChunked(true).putHeader("content-type", "text/event-stream; charset=utf-8");
    send(delta(new JsonObject().put("role", "assistant").put("content", ""), null));
    int[] next = {0};
    vertx.setPeriodic(
        TOKEN_DELAY_MS,
        timer -> {
          int token = next[0]++;
          if (gone) {
            vertx.cancelTimer(timer);
            finish(token);
          } else if (token < TOKENS.size()) {
            if (token == 0) {
              firstToken();
            }
            send(delta(new JsonObject().put("content", TOKENS.get(token)), null));
          } else {
            vertx.cancelTimer(timer);
            endStream(includeUsage);
          }
        });
  }

  private void endStream(boolean includeUsage) {
    send(delta(new JsonObject(), "stop"));
    if (includeUsage) {
      send(envelope("chat.completion.chunk", new JsonArray()).put("usage", usage()));
    }
    response.end("data: [DONE]\n\n");
    finish(TOKENS.size());
  }

  private void send(JsonObject event) {
    response.write("data: " + event.encode() + "\n\n");
  }

  private JsonObject delta(JsonObject delta, String finishReason) {
    return envelope(
        "chat.completion.chunk",
        new JsonArray()
            .add(
                new JsonObject()
                    .put("index", 0)
                    .put("delta", delta)
                    .put("finish_reason", finishReason)));
  }

  private JsonObject envelope(String object, JsonArray choices) {
    return new JsonObject()
        .put("id", id)
        .put("object", object)
        .put("created", created)
        .put("model", model)
        .put("choices", choices);
  }

  private JsonObject usage() {
    return new JsonObject()
        .put("prompt_tokens", promptTokens)
        .put("completion_tokens", TOKENS.size())
        .put("total_tokens", promptTokens + TOKENS.size());
  }

  private static int words(String text) {
    return text.split("\\W+", -1).length;
  }

  private void firstToken() {
    span.setAttribute(
        AttributeKey.doubleKey("gen_ai.latency.time_to_first_token"),
        (System.nanoTime() - start) / 1e9);
  }

  /** The attributes of vLLM's own span, by its names. */
  private void finish(int tokens) {
    span.setAttribute("gen_ai.request.id", id)
        .setAttribute("gen_ai.usage.prompt_tokens", promptTokens)
        .setAttribute("gen_ai.usage.completion_tokens", tokens)
        .setAttribute("gen_ai.latency.e2e", (System.nanoTime() - start) / 1e9);
    span.end();
  }
}
