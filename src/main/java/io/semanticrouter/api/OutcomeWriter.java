package io.semanticrouter.api;

import io.semanticrouter.cache.CacheStage;
import io.semanticrouter.cache.CachedAnswer;
import io.semanticrouter.chat.AnswerForm;
import io.semanticrouter.chat.Conversation;
import io.semanticrouter.config.PiiType;
import io.semanticrouter.config.RouterConfig;
import io.semanticrouter.config.RouterConfig.OnBlock;
import io.semanticrouter.content.ContentCapture;
import io.semanticrouter.metrics.ErrorReason;
import io.semanticrouter.pipeline.Caller;
import io.semanticrouter.pipeline.Outcome;
import io.semanticrouter.pipeline.RouteFacts;
import io.semanticrouter.routing.Reasoning;
import io.semanticrouter.security.jailbreak.JailbreakVerdict;
import io.semanticrouter.tracing.StageSpan;
import io.semanticrouter.upstream.AnswerSink;
import io.semanticrouter.upstream.UpstreamCall;
import io.semanticrouter.upstream.UpstreamClient;
import io.semanticrouter.upstream.UpstreamFailure.Kind;
import io.semanticrouter.upstream.UpstreamResult;
import io.semanticrouter.upstream.UsageStrippingSink;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.stream.Collectors;

/** Turns an outcome of the pipeline into the answer the client gets. */
@ApplicationScoped
public class OutcomeWriter {
  private final UpstreamClient upstream;
  private final CacheStage cache;
  private final ClientKeyring keyring;
  private final ContentCapture contents;

  public OutcomeWriter(
      UpstreamClient upstream, CacheStage cache, ClientKeyring keyring, ContentCapture contents) {
    this.upstream = upstream;
    this.cache = cache;
    this.keyring = keyring;
    this.contents = contents;
  }

  /**
   * Writes the answer.
   *
   * @param config the request's snapshot
   * @return completes when nothing more will be asked of a backend
   */
  Future<Void> write(
      StageSpan root,
      ClientConnection client,
      RequestReport report,
      Caller caller,
      Outcome outcome,
      RouterConfig config) {
    describe(outcome.facts(), client.headers());
    describeContent(root, outcome);
    switch (outcome) {
      case Outcome.Forward forward -> {
        if (forward.request().api().isRead()) {
          report.security(false);
        }
        return forward(root, client, report, caller, forward, config);
      }
      case Outcome.Cached cached -> {
        report.security(false);
        client.headers().set("x-vsr-cache-hit", "true");
        if (client.ended() != null) { // while it waited for the encoder
          report.ended(root, client.ended());
        }
        client.send(200, cached.answer().contentType(), cached.answer().body());
      }
      case Outcome.PiiBlocked blocked -> {
        String types =
            blocked.verdict().denied().stream().map(PiiType::name).collect(Collectors.joining(","));
        client.headers().set("x-vsr-pii-violation", "true").set("x-vsr-pii-types", types);
        report.blocked(blocked);
        String reason = "The request holds personal data: " + types + ".";
        block(client, blocked.request(), reason, config.onBlock());
      }
      case Outcome.JailbreakBlocked blocked -> {
        describe(blocked.verdict(), client.headers());
        report.blocked(blocked.verdict().type());
        String reason = "The request looks like an attack on the instructions.";
        block(client, blocked.request(), reason, config.onBlock());
      }
      case Outcome.Unread unread -> {
        report.security(true);
        client.send(ApiError.unread());
      }
      case Outcome.UnknownModel unknown -> {
        report.failed(ErrorReason.MODEL_NOT_FOUND);
        client.send(ApiError.unknownModel());
      }
      case Outcome.NoModel none -> {
        String message = "No backend is configured, or none has told which models it serves.";
        report.failed(ErrorReason.NO_HEALTHY_BACKEND);
        root.fail(Kind.NO_BACKEND.errorType(), message, null);
        client.send(ApiError.noBackend(message));
      }
    }
    return Future.succeededFuture();
  }

  /** Of what is not forwarded; the call describes the rest. */
  private void describeContent(StageSpan root, Outcome outcome) {
    switch (outcome) {
      case Outcome.Forward forward -> {}
      case Outcome.Cached cached ->
          contents.describe(root, cached.request(), cached.answer().body());
      default -> contents.describe(root, outcome.request());
    }
  }

  private static void describe(RouteFacts facts, MultiMap headers) {
    if (facts.category() != null) {
      headers.set("x-vsr-selected-category", headerValue(facts.category()));
    }
    if (facts.decision() != null) {
      headers.set("x-vsr-selected-model", headerValue(facts.decision().selectedModel()));
      Reasoning reasoning = facts.decision().reasoning();
      if (reasoning != null) {
        headers.set("x-vsr-selected-reasoning", reasoning.enabled() ? "on" : "off");
      }
    }
    if (facts.systemPromptInjected() != null) {
      headers.set("x-vsr-injected-system-prompt", String.valueOf(facts.systemPromptInjected()));
    }
  }

  /** Names of the file may hold what a header may not. */
  private static String headerValue(String name) {
    return name.chars().allMatch(c -> c >= ' ' && c <= '~') ? name : name.replaceAll("[^ -~]", "?");
  }

  private static void describe(JailbreakVerdict verdict, MultiMap headers) {
    headers
        .set("x-vsr-jailbreak-blocked", "true")
        .set("x-vsr-jailbreak-type", verdict.type())
        .set(
            "x-vsr-jailbreak-confidence", String.format(Locale.ROOT, "%.3f", verdict.confidence()));
  }

  private static void block(
      ClientConnection client, Conversation request, String reason, OnBlock onBlock) {
    if (onBlock == OnBlock.ERROR) {
      client.send(ApiError.blocked(reason));
      return;
    }
    String refusal = Refusal.to(request, System.currentTimeMillis() / 1_000);
    client.send(
        200, AnswerForm.wantedBy(request).contentType(), refusal.getBytes(StandardCharsets.UTF_8));
  }

  private Future<Void> forward(
      StageSpan root,
      ClientConnection client,
      RequestReport report,
      Caller caller,
      Outcome.Forward forward,
      RouterConfig config) {
    String parameters = root.isRecording() ? InvocationParameters.of(forward.request()) : null;
    AnswerSink sink = forward.usageAdded() ? new UsageStrippingSink(client) : client;
    UpstreamCall call = call(root, client, report, caller, forward, parameters, config);
    return upstream
        .forward(root, call, sink, config)
        .map(result -> settle(root, client, report, forward, result));
  }

  private UpstreamCall call(
      StageSpan root,
      ClientConnection client,
      RequestReport report,
      Caller caller,
      Outcome.Forward forward,
      String invocationParameters,
      RouterConfig config) {
    String model = forward.facts().selectedModel();
    return new UpstreamCall(
        forward.request().api(),
        forward.backend(),
        caller.party(),
        model,
        config.timeouts(model),
        Buffer.buffer(forward.body()),
        client.request().headers(),
        caller.requestId(),
        !keyring.isRequired(),
        forward.request().stream(),
        forward.isCacheable(),
        invocationParameters,
        contents.begin(root, forward.request().api(), forward.body()),
        () -> {
          Outcome.Forward next = forward.fallback().get();
          if (next == null) {
            return null;
          }
          // What was said of the model that failed is said of the next one instead.
          report.facts(next.facts());
          describe(next.facts(), client.headers());
          return call(root, client, report, caller, next, invocationParameters, config);
        });
  }

  private Void settle(
      StageSpan root,
      ClientConnection client,
      RequestReport report,
      Outcome.Forward forward,
      UpstreamResult result) {
    report.answered(result);
    if (result.call().content() != null) {
      result.call().content().describeRequest(root);
    }
    result.tokens().ifPresent(client.allowance()::used);
    if (result.failure() != null) {
      boolean clientGone = result.failure().kind() == Kind.CLIENT_GONE;
      if (!clientGone) {
        root.fail(result.failure().kind().errorType(), result.failure().message(), null);
        if (result.status() == 0) {
          client.send(ApiError.upstream(result.failure()));
        }
      }
    } else if (result.status() >= 500) {
      root.fail(
          String.valueOf(result.status()), "The backend answered " + result.status() + ".", null);
    } else if (result.isFailedAnswer()) {
      root.fail(UpstreamResult.ANSWER_ERROR, UpstreamResult.ANSWER_ERROR_REASON, null);
    } else if (result.call().keepAnswer() && result.isComplete() && result.answer() != null) {
      store(forward, result);
    }
    return null;
  }

  /** White space may come before it, as some send it to keep a connection alive. */
  private static boolean isObject(byte[] body) {
    int i = 0;
    while (i < body.length && body[i] <= ' ') {
      i++;
    }
    return i < body.length && body[i] == '{';
  }

  /**
   * Kept as the backend sent it: with the usage event, which other callers may want. A backend may
   * answer whole where a stream was asked for; the other way round nobody could read it.
   */
  private void store(Outcome.Forward forward, UpstreamResult result) {
    byte[] body = result.answer().getBytes();
    boolean whole = isObject(body);
    AnswerForm form =
        forward.usageAdded() && result.hasUsageEvent()
            ? AnswerForm.SSE_WITH_USAGE
            : AnswerForm.wantedBy(forward.request());
    if (whole) {
      form = AnswerForm.JSON;
    } else if (form == AnswerForm.JSON) {
      return;
    }
    // Another than was chosen first, where that one failed.
    String model = result.call().model();
    cache.store(forward.cacheProbe(), new CachedAnswer(body, form, form.contentType(), model));
  }
}
