package io.semanticrouter.upstream;

import io.semanticrouter.backend.Backend;
import io.semanticrouter.backend.Waiter;
import io.semanticrouter.config.RouterConfig;
import io.semanticrouter.config.RouterConfig.Endpoint;
import io.semanticrouter.tracing.StageSpan;
import io.semanticrouter.upstream.UpstreamFailure.Kind;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;

/**
 * One call to a backend, from the first attempt to the last byte. Until the client has got
 * something, an endpoint that cannot be reached, answers too late, or says that it cannot serve
 * (429 with {@code Retry-After}, 502, 503, 504) is given up for the next, and a model without a
 * next one for another model. Confined to one event loop.
 */
final class UpstreamExchange implements UpstreamAttempt.Owner {
  private final UpstreamClient client;
  private final Vertx vertx;
  private final StageSpan span;
  private final AnswerSink sink;
  private final RouterConfig config;
  private final RouterConfig.Upstream limits;
  private final Promise<UpstreamResult> result = Promise.promise();
  private final long start = System.nanoTime();
  private final TokenTiming timing = new TokenTiming(start);

  private UpstreamCall call;
  private Places places;
  private Waiter waiter;
  private long waitStart;
  private long queueNanos;
  private UpstreamAttempt attempt;
  private int attempts;
  private AnswerWatcher watcher;
  private Deadline deadline;
  private int status;
  private boolean over;

  UpstreamExchange(
      UpstreamClient client,
      Vertx vertx,
      StageSpan span,
      UpstreamCall call,
      AnswerSink sink,
      RouterConfig config) {
    this.client = client;
    this.vertx = vertx;
    this.span = span;
    this.call = call;
    this.sink = sink;
    this.config = config;
    this.limits = config.upstream();
    this.places = placesOf(call);
  }

  private Places placesOf(UpstreamCall to) {
    return new Places(client, limits.maxInFlightPerEndpoint(), to.backend());
  }

  Future<UpstreamResult> start() {
    sink.onCancelled(this::fail);
    if (over) { // the client had left already
      return result.future();
    }
    UpstreamFailure unfit = UpstreamFailure.of(call.backend());
    UpstreamCall fitter = unfit == null ? null : call.fallback().next();
    if (fitter != null) {
      fallBack(fitter, unfit.kind().errorType());
    }
    begin();
    return result.future();
  }

  /** Goes to an endpoint of the model, else of another model; where all are full it waits. */
  private void begin() {
    Endpoint place = places.takeFirst();
    while (place == null && places.backend().overloaded()) {
      UpstreamCall other = call.fallback().next();
      if (other == null) {
        break;
      }
      fallBack(other, Kind.OVERLOADED.errorType());
      place = places.takeFirst();
    }
    if (place == null && places.backend().overloaded() && limits.queue().maxSize() > 0) {
      waitStart = System.nanoTime();
      waiter = client.queue().join(places.backend(), call.party(), config);
      waiter.place().onSuccess(this::served);
    } else {
      go(place);
    }
  }

  /** The wait is over. */
  private void served(Backend found) {
    waiter = null;
    queueNanos += System.nanoTime() - waitStart;
    go(places.found(found));
  }

  /** Makes the first attempt at a model. */
  private void go(Endpoint place) {
    if (place == null) {
      finish(UpstreamFailure.of(places.backend()));
      return;
    }
    if (attempts == 0) {
      client.retries().request();
    }
    deadline = new Deadline(client.deadlines(), call.timeouts(), this::expired);
    attempt(place);
  }

  private void attempt(Endpoint endpoint) {
    attempts++;
    attempt = new UpstreamAttempt(vertx, endpoint, client.loadOf(endpoint), client.healths(), this);
    attempt.start(
        client.clientOf(endpoint),
        BackendRequest.to(endpoint, call, span, client.authorizationOf(endpoint)),
        call.body());
  }

  /** Goes on to the next endpoint or model if there is one and the limits of retries allow it. */
  private boolean retry(String errorType) {
    if (attempts >= limits.retry().maxAttempts()
        || !client.retries().take(limits.retry().budget())) {
      return false;
    }
    Endpoint next = places.take();
    UpstreamCall other = next == null ? call.fallback().next() : null;
    if (next == null && other == null) {
      client.retries().giveBack();
      return false;
    }
    UpstreamEvents.attemptFailed(span, attempt.endpoint(), errorType);
    attempt.cancel();
    if (next != null) {
      deadline.restart();
      attempt(next);
    } else {
      deadline.cancel();
      fallBack(other, errorType);
      begin();
    }
    return true;
  }

  private void fallBack(UpstreamCall next, String errorType) {
    UpstreamEvents.modelFallback(span, call.model(), next.model(), errorType);
    call = next;
    places = placesOf(next);
  }

  @Override
  public void answered(HttpClientResponse response) {
    int answer = response.statusCode();
    String errorType = String.valueOf(answer);
    if (answer >= 500) {
      attempt.failed(errorType);
    } else {
      attempt.succeeded();
    }
    if (!isRetryable(response) || !retry(errorType)) {
      relay(response);
    }
  }

  /** What a gateway or an overloaded server says; any other answer is the caller's. */
  private static boolean isRetryable(HttpClientResponse response) {
    return switch (response.statusCode()) {
      case 502, 503, 504 -> true;
      case 429 -> response.getHeader("retry-after") != null;
      default -> false;
    };
  }

  private void relay(HttpClientResponse response) {
    status = response.statusCode();
    deadline.answering();
    String type = response.getHeader("content-type");
    boolean eventStream = type != null && type.startsWith("text/event-stream");
    watcher =
        new AnswerWatcher(
            span,
            timing,
            eventStream,
            call.keepAnswer() && status == 200,
            call.content() == null ? null : call.content().answer());
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    Headers.copyToClient(response.headers(), headers);
    sink.head(attempt.endpoint(), status, headers);
    response.handler(chunk -> chunk(response, chunk));
  }

  private void chunk(HttpClientResponse response, Buffer chunk) {
    if (over) {
      return;
    }
    deadline.touch();
    watcher.chunk(chunk);
    sink.write(chunk);
    if (sink.isFull()) {
      response.pause();
      deadline.suspend();
      sink.onDrain(
          () -> {
            deadline.touch();
            response.resume();
          });
    }
  }

  @Override
  public void ended() {
    watcher.end();
    finish(null);
    sink.end();
  }

  private void expired(Deadline.Limit limit, String what) {
    // What takes too long in all may be long, and is then nobody's fault.
    if (status == 0 || limit == Deadline.Limit.QUIET) {
      attempt.failed(Kind.TIMEOUT.errorType());
    }
    if (status != 0 || limit == Deadline.Limit.TOTAL || !retry(Kind.TIMEOUT.errorType())) {
      fail(new UpstreamFailure(Kind.TIMEOUT, "The backend " + what + ".", null));
    }
  }

  @Override
  public void broken(Kind kind, Throwable cause) {
    attempt.failed(kind.errorType());
    // Without a connection the backend has seen nothing; else it may have done all of the work.
    if (!kind.isBeforeTheRequest() || !retry(kind.errorType())) {
      fail(UpstreamFailure.broken(kind, attempts, status != 0, cause));
    }
  }

  private void fail(UpstreamFailure failure) {
    if (over) {
      return;
    }
    over = true;
    if (waiter != null) {
      queueNanos += System.nanoTime() - waitStart;
      waiter.leave();
    }
    if (attempt != null) {
      attempt.cancel();
    }
    finish(failure);
    if (status != 0) {
      sink.abort(failure);
    }
  }

  private void finish(UpstreamFailure failure) {
    over = true;
    if (deadline != null) {
      deadline.cancel();
    }
    Completion completion = watcher == null ? new Completion() : watcher.completion();
    if (failure != null) {
      span.fail(failure.kind().errorType(), failure.message(), failure.cause());
    } else if (status >= 400) {
      span.fail(String.valueOf(status), "The backend answered " + status + ".", null);
    } else if (completion.isFailed()) {
      span.fail(UpstreamResult.ANSWER_ERROR, UpstreamResult.ANSWER_ERROR_REASON, null);
    }
    if (call.content() != null) {
      call.content().describeCall(span);
    }
    result.complete(
        new UpstreamResult(
            call,
            attempt == null ? null : attempt.endpoint(),
            attempts,
            status,
            failure,
            completion,
            timing,
            watcher == null ? null : watcher.answer(),
            System.nanoTime() - start,
            queueNanos));
  }
}
