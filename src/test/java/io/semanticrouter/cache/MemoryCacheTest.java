package io.semanticrouter.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.semanticrouter.chat.AnswerForm;
import io.semanticrouter.config.RouterConfig;
import io.semanticrouter.config.RouterConfig.Cache.EvictionPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MemoryCacheTest {
  private static final Duration TTL = Duration.ofSeconds(10);

  /** Near its end, so that the clock wraps round during the tests. */
  private long now = Long.MAX_VALUE - Duration.ofSeconds(3).toNanos();

  @Test
  void remembersAnAnswerUnderItsKeyOnly() {
    // Given
    MemoryCache cache = cache(EvictionPolicy.FIFO, 10);
    CachedAnswer answer = answer(5);

    // When
    cache.put(CacheProbe.exact(key("a")), answer);

    // Then
    assertThat(cache.get(key("a"))).containsSame(answer);
    assertThat(cache.get(key("b"))).isEmpty();
    assertThat(cache.get(new CacheKey("a", "other"))).isEmpty();
  }

  @Test
  void anAnswerIsForgottenAtTheEndOfItsTime() {
    // Given
    MemoryCache cache = cache(EvictionPolicy.LRU, 10);
    cache.put(CacheProbe.exact(key("a")), answer(5));

    // When
    now += TTL.toNanos() - 1;
    boolean before = cache.get(key("a")).isPresent();
    now += 1;
    boolean after = cache.get(key("a")).isPresent();

    // Then
    assertThat(before).isTrue();
    assertThat(after).isFalse();
    assertThat(cache.size()).isZero();
    assertThat(cache.bytes()).isZero();
  }

  @Test
  void noTimeToLiveMeansForEver() {
    // Given
    MemoryCache cache = new MemoryCache(config(EvictionPolicy.FIFO, 10, Duration.ZERO), () -> now);
    cache.put(CacheProbe.exact(key("a")), answer(5));

    // When
    now += Duration.ofDays(36_500).toNanos();

    // Then
    assertThat(cache.get(key("a"))).isPresent();
  }

  @ParameterizedTest
  @EnumSource(EvictionPolicy.class)
  void outdatedAnswersLeaveWithoutBeingAskedFor(EvictionPolicy policy) {
    // Given
    MemoryCache cache = cache(policy, 100);
    for (int i = 0; i < 20; i++) {
      cache.put(CacheProbe.exact(key("old" + i)), answer(5));
    }
    now += TTL.toNanos();

    // When
    List<Integer> sizes = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      cache.put(CacheProbe.exact(key("new" + i)), answer(5));
      sizes.add(cache.size());
    }

    // Then
    assertThat(sizes).containsExactly(13, 6, 3, 4);
  }

  @Test
  void firstInFirstOutIgnoresUse() {
    // Given
    MemoryCache cache = cache(EvictionPolicy.FIFO, 3, "a", "b", "c");
    cache.get(key("a"));

    // When
    cache.put(CacheProbe.exact(key("d")), answer(5));

    // Then
    assertThat(held(cache, "a", "b", "c", "d")).containsExactly("b", "c", "d");
  }

  @Test
  void leastRecentlyUsedLeavesFirst() {
    // Given
    MemoryCache cache = cache(EvictionPolicy.LRU, 3, "a", "b", "c");
    cache.get(key("a"));

    // When
    cache.put(CacheProbe.exact(key("d")), answer(5));

    // Then
    assertThat(held(cache, "a", "b", "c", "d")).containsExactly("a", "c", "d");
  }

  @Test
  void leastFrequentlyUsedLeavesFirst() {
    // Given
    MemoryCache cache = cache(EvictionPolicy.LFU, 3, "a", "b", "c");
    cache.get(key("a"));
    cache.get(key("a"));
    cache.get(key("c"));
    cache.get(key("c"));
    cache.get(key("b"));

    // When
    cache.put(CacheProbe.exact(key("d")), answer(5));

    // Then
    assertThat(held(cache, "a", "b", "c", "d")).containsExactly("a", "c", "d");
  }

  @Test
  void amongEquallyOftenUsedTheFirstThereLeaves() {
    // Given
    MemoryCache cache = cache(EvictionPolicy.LFU, 3, "a", "b", "c");
    cache.get(key("b"));
    cache.get(key("a"));
    cache.get(key("c"));

    // When
    cache.put(CacheProbe.exact(key("d")), answer(5));

    // Then
    assertThat(held(cache, "a", "b", "c", "d")).containsExactly("a", "c", "d");
  }

  @Test
  void anAnswerTakesThePlaceOfAnEarlierOne() {
    // Given
    MemoryCache cache = cache(EvictionPolicy.FIFO, 3, "a", "b", "c");
    CachedAnswer newer = answer(7);

    // When
    cache.put(CacheProbe.exact(key("a")), newer);
    cache.put(CacheProbe.exact(key("d")), answer(5));

    // Then
    assertThat(cache.get(key("a"))).containsSame(newer);
    assertThat(held(cache, "a", "b", "c", "d")).containsExactly("a", "c", "d");
  }

  @Test
  void staysWithinItsBytes() {
    // Given
    long room = 3 * answer(1000).weight();
    MemoryCache cache = new MemoryCache(config(EvictionPolicy.FIFO, 100, TTL), room, () -> now);

    // When
    for (String name : List.of("a", "b", "c", "d")) {
      cache.put(CacheProbe.exact(key(name)), answer(1000));
    }

    // Then
    assertThat(held(cache, "a", "b", "c", "d")).containsExactly("b", "c", "d");
    assertThat(cache.bytes()).isEqualTo(room);
  }

  @Test
  void answersTooLongForTheCacheAreNotKept() {
    // Given
    MemoryCache cache = cache(EvictionPolicy.FIFO, 10);

    // When
    cache.put(CacheProbe.exact(key("fits")), answer(MemoryCache.MAX_ANSWER_BYTES));
    cache.put(CacheProbe.exact(key("long")), answer(MemoryCache.MAX_ANSWER_BYTES + 1));

    // Then
    assertThat(held(cache, "fits", "long")).containsExactly("fits");
  }

  @Test
  void holdsAtLeastOneEntry() {
    // Given
    RouterConfig.Cache none = config(EvictionPolicy.FIFO, 0, TTL);

    // When
    // Then
    assertThatThrownBy(() -> new MemoryCache(none, () -> now))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @EnumSource(EvictionPolicy.class)
  void behavesLikeASlowAndObviousCache(EvictionPolicy policy) {
    // Given
    Random random = new Random(42);
    MemoryCache cache = cache(policy, 8);
    ObviousCache obvious = new ObviousCache(policy, 8, TTL, () -> now);

    for (int step = 0; step < 50_000; step++) {
      // When
      CacheKey key = key("k" + random.nextInt(20));
      now += random.nextInt(400) * 1_000_000L;
      if (random.nextInt(3) == 0) {
        CachedAnswer answer = answer(random.nextInt(50));
        cache.put(CacheProbe.exact(key), answer);
        obvious.put(key, answer);
      } else {
        // Then
        assertThat(cache.get(key).orElse(null)).isSameAs(obvious.get(key));
      }
      assertThat(cache.size()).isEqualTo(obvious.size());
      assertThat(cache.bytes()).isEqualTo(obvious.bytes());
    }
  }

  @ParameterizedTest
  @EnumSource(EvictionPolicy.class)
  void threadsDoNotBreakItsBooks(EvictionPolicy policy) throws Exception {
    // Given
    MemoryCache cache = cache(policy, 50);
    Callable<Void> load =
        () -> {
          Random random = new Random(7);
          for (int i = 0; i < 20_000; i++) {
            CacheKey key = key("k" + random.nextInt(100));
            if (cache.get(key).isEmpty()) {
              cache.put(CacheProbe.exact(key), answer(random.nextInt(100)));
            }
          }
          return null;
        };

    // When
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (Future<Void> done : threads.invokeAll(List.of(load, load, load, load))) {
        done.get();
      }
    }

    // Then
    assertThat(cache.size()).isEqualTo(50);
    long held = 0;
    for (int i = 0; i < 100; i++) {
      held += cache.get(key("k" + i)).map(CachedAnswer::weight).orElse(0L);
    }
    assertThat(cache.bytes()).isEqualTo(held);
  }

  private MemoryCache cache(EvictionPolicy policy, int maxEntries, String... names) {
    MemoryCache cache = new MemoryCache(config(policy, maxEntries, TTL), () -> now);
    for (String name : names) {
      cache.put(CacheProbe.exact(key(name)), answer(5));
    }
    return cache;
  }

  private static List<String> held(MemoryCache cache, String... names) {
    List<String> held = new ArrayList<>();
    for (String name : names) {
      if (cache.get(key(name)).isPresent()) {
        held.add(name);
      }
    }
    return held;
  }

  private static RouterConfig.Cache config(EvictionPolicy policy, int maxEntries, Duration ttl) {
    return new RouterConfig.Cache(true, "memory", 0.8, maxEntries, 64, ttl, policy);
  }

  private static CacheKey key(String name) {
    return new CacheKey("partition", name);
  }

  private static CachedAnswer answer(int bytes) {
    return new CachedAnswer(new byte[bytes], AnswerForm.JSON, "application/json", "m");
  }
}
