package io.semanticrouter.api;

import io.semanticrouter.config.RouterConfig;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Says by a request's head alone whether it is let in. */
@ApplicationScoped
public class Admission {
  private final RouterConfig.Server limits;
  private final ClientKeyring keyring;
  private final AtomicInteger inFlight = new AtomicInteger();

  public Admission(RouterConfig config, ClientKeyring keyring) {
    this.limits = config.server();
    this.keyring = keyring;
  }

  /**
   * The answer to a request that asks to be let in.
   *
   * @param refusal why not, or null
   * @param keyName name of the client key, or null where none is required
   */
  record Ticket(ApiError refusal, String keyName, AtomicInteger counter, AtomicBoolean released) {
    static Ticket refused(ApiError why) {
      return new Ticket(why, null, null, null);
    }

    /** Gives the request's place to another; further calls do nothing. */
    void release() {
      if (counter != null && released.compareAndSet(false, true)) {
        counter.decrementAndGet();
      }
    }
  }

  /** Lets a chat completion in, or not. */
  Ticket ask(HttpServerRequest request) {
    if (!request.method().equals(HttpMethod.POST)) {
      return Ticket.refused(ApiError.methodNotAllowed("POST"));
    }
    ApiError refusal = check(request);
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
    String key = keyring.isRequired() ? keyring.nameOf(request.getHeader("authorization")) : null;
    return new Ticket(null, key, inFlight, new AtomicBoolean());
  }

  /** What holds for every path: client key and size; null if both are in order. */
  ApiError check(HttpServerRequest request) {
    if (keyring.isRequired() && keyring.nameOf(request.getHeader("authorization")) == null) {
      return ApiError.unauthorized();
    }
    return BodyReader.declaredLength(request) > limits.maxBodyBytes()
        ? ApiError.tooLarge(limits.maxBodyBytes())
        : null;
  }

  int maxBodyBytes() {
    return limits.maxBodyBytes();
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
