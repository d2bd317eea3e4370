package io.semanticrouter.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.semanticrouter.config.RateLimits;
import io.semanticrouter.config.RateLimits.Limit;
import io.semanticrouter.limit.Denial.Resource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimiterTest {
  private final AtomicLong now = new AtomicLong();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  private RateLimiter limiter(Limit common, Map<String, Limit> perKey) {
    return new RateLimiter(new RateLimits(common, perKey), meters, now::get);
  }

  private double denied(String reason) {
    return meters.get("llm_rate_limited").tag("reason", reason).counter().count();
  }

  private static Map<String, String> headers(Allowance allowance) {
    Map<String, String> headers = new LinkedHashMap<>();
    allowance.describe(headers::put);
    return headers;
  }

  @Test
  void eachKeyHasAnAllowanceOfItsOwn() {
    // Given
    RateLimiter limiter = limiter(new Limit(1, 0), Map.of());
    limiter.ask(limiter.of("alice"));

    // When
    Denial second = limiter.ask(limiter.of("alice"));
    Denial others = limiter.ask(limiter.of("bob"));

    // Then
    assertThat(second).isEqualTo(new Denial(Resource.REQUESTS, 1, 60));
    assertThat(others).isNull();
    assertThat(denied("requests")).isEqualTo(1);
    assertThat(denied("tokens")).isZero();
  }

  @Test
  void withoutKeysAllCallersShareOne() {
    // Given
    RateLimiter limiter = limiter(new Limit(1, 0), Map.of());

    // When
    Allowance first = limiter.of(null);
    Allowance second = limiter.of(null);

    // Then
    assertThat(second).isSameAs(first);
  }

  @Test
  void aKeyMayHaveNoLimitWhereOthersHave() {
    // Given
    RateLimiter limiter = limiter(new Limit(1, 1), Map.of("root", new Limit(0, 0)));

    // When
    Allowance allowance = limiter.of("root");

    // Then
    assertThat(allowance).isSameAs(Allowance.UNLIMITED);
    assertThat(headers(allowance)).isEmpty();
  }

  @Test
  void tokensCountOnceTheyAreUsed() {
    // Given
    RateLimiter limiter = limiter(new Limit(10, 600), Map.of());
    Allowance allowance = limiter.of("alice");
    limiter.ask(allowance);
    limiter.ask(allowance);

    // When both answers end
    allowance.used(600);
    allowance.used(14);

    // Then one token has to be there again
    assertThat(limiter.ask(allowance)).isEqualTo(new Denial(Resource.TOKENS, 600, 2));
    assertThat(denied("tokens")).isEqualTo(1);
    now.addAndGet(TimeUnit.SECONDS.toNanos(2));
    assertThat(limiter.ask(allowance)).isNull();
  }

  @Test
  void aRequestThatIsDeniedTakesNothing() {
    // Given
    RateLimiter limiter = limiter(new Limit(2, 600), Map.of());
    Allowance allowance = limiter.of("alice");
    allowance.used(600);

    // When
    limiter.ask(allowance);

    // Then
    assertThat(headers(allowance)).containsEntry("x-ratelimit-remaining-requests", "2");
  }

  @Test
  void tellsWhatIsLeft() {
    // Given
    RateLimiter limiter = limiter(new Limit(10, 600), Map.of());
    Allowance allowance = limiter.of("alice");
    limiter.ask(allowance);

    // When
    allowance.used(695);

    // Then
    assertThat(headers(allowance))
        .containsExactly(
            Map.entry("x-ratelimit-limit-requests", "10"),
            Map.entry("x-ratelimit-remaining-requests", "9"),
            Map.entry("x-ratelimit-reset-requests", "6s"),
            Map.entry("x-ratelimit-limit-tokens", "600"),
            Map.entry("x-ratelimit-remaining-tokens", "0"),
            Map.entry("x-ratelimit-reset-tokens", "1m10s"));
    assertThat(RateLimitHeaders.NAMES)
        .containsExactlyInAnyOrderElementsOf(headers(allowance).keySet());
  }
}
