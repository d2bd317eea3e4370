package io.semanticrouter.api;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.semanticrouter.config.RouterConfig;
import io.semanticrouter.limit.Allowance;
import io.semanticrouter.limit.Denial;
import io.semanticrouter.limit.RateLimiter;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Says by a request's head alone whether it is let in. */
@ApplicationScoped
public class Admission {
  private final ClientKeyring keyring;
  private final RateLimiter rates;
  private final AtomicInteger inFlight = new AtomicInteger();

  public Admission(ClientKeyring keyring, RateLimiter rates, MeterRegistry meters) {
    this.keyring = keyring;
    this.rates = rates;
    Gauge.builder("llm_requests_in_flight", inFlight, AtomicInteger::get)
        .description("Requests for a model that are on their way")
        .register(meters);
  }

  /**
   * The answer to a request that asks to be let in.
   *
   * @param refusal why not, or null
   * @param keyName name of the client key, or null where none is required
   * @param allowance what the caller may still ask for
   */
  record Ticket(
      ApiError refusal,
      String keyName,
      Allowance allowance,
      AtomicInteger counter,
      AtomicBoolean released) {
    static Ticket refused(ApiError why) {
      return refused(why, Allowance.UNLIMITED);
    }

    static Ticket refused(ApiError why, Allowance allowance) {
      return new Ticket(why, null, allowance, null, null);
    }

    /** Gives the request's place to another; further calls do nothing. */
    void release() {
      if (counter != null && released.compareAndSet(false, true)) {
        counter.decrementAndGet();
      }
    }
  }

  /** Lets a request for a model in, or not. */
  Ticket ask(HttpServerRequest request, RouterConfig.Server limits) {
    if (!request.method().equals(HttpMethod.POST)) {
      return Ticket.refused(ApiError.methodNotAllowed("POST"));
    }
    String key = keyOf(request);
    ApiError refusal = check(request, key, limits);
    if (refusal != null) {
      return Ticket.refused(refusal);
    }
    if (!isJson(request.getHeader("content-type"))) {
      return Ticket.refused(ApiError.notJson());
    }
    if (inFlight.incrementAndGet() > limits.maxInFlight()) {
      inFlight.decrementAndGet();
      return Ticket.refused(ApiError.overloaded());
    }
    // Last of all: what is refused for another reason costs the caller nothing.
    Allowance allowance = rates.of(key);
    Denial denial = rates.ask(allowance);
    if (denial != null) {
      inFlight.decrementAndGet();
      return Ticket.refused(ApiError.rateLimited(denial), allowance);
    }
    return new Ticket(null, key, allowance, inFlight, new AtomicBoolean());
  }

  /**
   * Lets a request to one of the small APIs in, or not.
   *
   * @param counted true if the caller's rate limit counts it
   */
  Ticket askSmall(HttpServerRequest request, boolean counted, RouterConfig.Server limits) {
    String key = keyOf(request);
    ApiError refusal = check(request, key, limits);
    if (refusal != null) {
      return Ticket.refused(refusal);
    }
    Allowance allowance = counted ? rates.of(key) : Allowance.UNLIMITED;
    Denial denial = rates.ask(allowance);
    return denial != null
        ? Ticket.refused(ApiError.rateLimited(denial), allowance)
        : new Ticket(null, key, allowance, null, null);
  }

  /** Name of the client key; null where none is required, or none fits. */
  private String keyOf(HttpServerRequest request) {
    return keyring.isRequired() ? keyring.nameOf(request.getHeader("authorization")) : null;
  }

  /** What holds for every path: client key and size; null if both are in order. */
  private ApiError check(HttpServerRequest request, String key, RouterConfig.Server limits) {
    if (keyring.isRequired() && key == null) {
      return ApiError.unauthorized();
    }
    return BodyReader.declaredLength(request) > limits.maxBodyBytes()
        ? ApiError.tooLarge(limits.maxBodyBytes())
        : null;
  }

  /** A missing type is taken for JSON: nothing else is served here. */
  private static boolean isJson(String contentType) {
    if (contentType == null) {
      return true;
    }
    int end = contentType.indexOf(';');
    String type = (end < 0 ? contentType : contentType.substring(0, end)).strip();
    return type.equalsIgnoreCase("application/json")
        || type.toLowerCase(Locale.ROOT).endsWith("+json");
  }
}
