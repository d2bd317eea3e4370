package io.semanticrouter.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.semanticrouter.chat.AnswerForm;
import io.semanticrouter.config.RouterConfig;
import io.semanticrouter.config.RouterConfig.Cache.EvictionPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SimilarRequestsTest {
  private static final Duration TTL = Duration.ofSeconds(10);

  private final Random random = new Random(3);
  private long now;

  @Test
  void findsTheMostSimilarFirstAndNothingBelowTheThreshold() {
    // Given
    float[] wanted = Embeddings.random(random);
    MemoryCache cache = cache(EvictionPolicy.FIFO, 10);
    cache.put(probe("far", Embeddings.near(wanted, 1.5, random)), answer());
    cache.put(probe("near", Embeddings.near(wanted, 0.5, random)), answer());
    cache.put(probe("nearest", Embeddings.near(wanted, 0.2, random)), answer());
    cache.put(CacheProbe.exact(new CacheKey("p", "exact")), answer());

    // When
    List<CacheCandidate> similar = cache.similar(probe("wanted", wanted), 0.8);

    // Then
    assertThat(similar).extracting(CacheCandidate::text).containsExactly("nearest", "near");
    assertThat(similar.getFirst().cosine()).isCloseTo(0.98, within(0.02));
  }

  @Test
  void staysWithinThePartition() {
    // Given
    float[] embedding = Embeddings.random(random);
    MemoryCache cache = cache(EvictionPolicy.FIFO, 10);
    cache.put(CacheProbe.semantic(new CacheKey("p", "a"), "a", embedding), answer());

    // When
    List<CacheCandidate> similar =
        cache.similar(CacheProbe.semantic(new CacheKey("other", "b"), "b", embedding), 0.5);

    // Then
    assertThat(similar).isEmpty();
  }

  @Test
  void outdatedRequestsAreNotFound() {
    // Given
    float[] embedding = Embeddings.random(random);
    MemoryCache cache = cache(EvictionPolicy.FIFO, 10);
    cache.put(probe("a", embedding), answer());

    // When
    now += TTL.toNanos();

    // Then
    assertThat(cache.similar(probe("b", embedding), 0.5)).isEmpty();
  }

  @Test
  void textAndIndexCountForTheBound() {
    // Given
    CacheProbe probe = probe("x".repeat(100), Embeddings.random(random));
    MemoryCache cache = cache(EvictionPolicy.FIFO, 10);

    // When
    cache.put(probe, answer());

    // Then
    assertThat(cache.bytes()).isEqualTo(answer().weight() + CacheEntry.INDEX_BYTES + 200);
  }

  @Test
  void useOfASimilarRequestKeepsItYoung() {
    // Given
    float[] embedding = Embeddings.random(random);
    MemoryCache cache = cache(EvictionPolicy.LRU, 2);
    cache.put(probe("a", embedding), answer());
    cache.put(probe("b", Embeddings.random(random)), answer());
    cache.used(cache.similar(probe("q", embedding), 0.9).getFirst().key());
    cache.used(new CacheKey("p", "gone"));

    // When
    cache.put(probe("c", Embeddings.random(random)), answer());

    // Then
    assertThat(cache.get(new CacheKey("p", "a"))).isPresent();
    assertThat(cache.get(new CacheKey("p", "b"))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(EvictionPolicy.class)
  void findsWhatASearchOverEverythingFinds(EvictionPolicy policy) {
    // Given
    MemoryCache cache = cache(policy, 300);
    Map<String, float[]> put = new HashMap<>();
    float[] centre = Embeddings.random(random);

    for (int step = 0; step < 3_000; step++) {
      // When
      String name = "n" + random.nextInt(600);
      float[] embedding =
          random.nextInt(20) == 0
              ? Embeddings.near(centre, random.nextDouble(), random)
              : Embeddings.random(random);
      cache.put(probe(name, embedding), answer());
      put.put(name, embedding);
      now += random.nextInt(60) * 1_000_000L;

      // Then
      if (step % 10 == 0) {
        float[] wanted = Embeddings.near(centre, 0.2, random);
        List<String> found =
            cache.similar(probe("q", wanted), 0.8).stream().map(CacheCandidate::text).toList();
        assertThat(found).containsExactlyInAnyOrderElementsOf(obvious(cache, put, wanted, found));
      }
    }
  }

  /** By brute force; what lies within the rounding of the threshold may be found or not. */
  private static List<String> obvious(
      MemoryCache cache, Map<String, float[]> put, float[] wanted, List<String> found) {
    List<String> expected = new ArrayList<>();
    put.forEach(
        (name, embedding) -> {
          double cosine = Embeddings.cosine(wanted, embedding);
          boolean open = Math.abs(cosine - 0.8) < 0.01;
          boolean near = open ? found.contains(name) : cosine > 0.8;
          if (near && cache.get(new CacheKey("p", name)).isPresent()) {
            expected.add(name);
          }
        });
    return expected;
  }

  @Test
  void anEmptiedIndexTakesNoRoom() {
    // Given
    MemoryCache cache = cache(EvictionPolicy.FIFO, 100);
    for (int i = 0; i < 100; i++) {
      cache.put(probe("n" + i, Embeddings.random(random)), answer());
    }
    now += TTL.toNanos();

    // When
    for (int i = 0; i < 100; i++) {
      cache.get(new CacheKey("p", "n" + i));
    }

    // Then
    assertThat(cache.size()).isZero();
    assertThat(cache.bytes()).isZero();
    assertThat(cache.similar(probe("q", Embeddings.random(random)), 0)).isEmpty();
  }

  @Test
  void threadsFindOnlyWhatResembles() throws Exception {
    // Given
    MemoryCache cache = cache(EvictionPolicy.LRU, 60);
    Callable<Void> load =
        () -> {
          Random own = new Random(Thread.currentThread().threadId());
          for (int i = 0; i < 5_000; i++) {
            float[] embedding = Embeddings.random(own);
            cache.put(probe("n" + own.nextInt(200), embedding), answer());
            for (CacheCandidate candidate : cache.similar(probe("q", embedding), 0.8)) {
              assertThat(candidate.cosine()).isGreaterThanOrEqualTo(0.8);
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
    assertThat(cache.size()).isEqualTo(60);
  }

  private MemoryCache cache(EvictionPolicy policy, int maxEntries) {
    return new MemoryCache(
        new RouterConfig.Cache(true, "memory", 0.8, maxEntries, 64, TTL, policy), () -> now);
  }

  private static CacheProbe probe(String text, float[] embedding) {
    return CacheProbe.semantic(new CacheKey("p", text), text, embedding);
  }

  private static CachedAnswer answer() {
    return new CachedAnswer(new byte[5], AnswerForm.JSON, "application/json", "m");
  }
}
