package io.semanticrouter.cache;

import io.semanticrouter.chat.AnswerForm;
import io.semanticrouter.config.RouterConfig;
import io.semanticrouter.config.RouterConfig.Cache.EvictionPolicy;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;

/** What {@code bench/cache-lookup} runs: look-ups in one full partition, most without a hit. */
public final class CacheLookupBenchmark {
  private static final int LOOKUPS = 4_000;
  private static final int WARM_UP = 4_000;
  private static final double THRESHOLD = 0.8;

  private CacheLookupBenchmark() {}

  public static void main(String[] args) {
    for (int entries : new int[] {1_000, 10_000, 100_000}) {
      System.out.println(measure(entries));
    }
  }

  private static String measure(int entries) {
    Random random = new Random(1);
    long before = usedBytes();
    RouterConfig.Cache config =
        new RouterConfig.Cache(
            true, "memory", THRESHOLD, entries, 1024, Duration.ofHours(1), EvictionPolicy.LRU);
    MemoryCache cache = new MemoryCache(config, System::nanoTime);
    float[][] known = new float[100][];
    for (int i = 0; i < entries; i++) {
      float[] embedding = Embeddings.random(random);
      known[i % known.length] = embedding;
      cache.put(probe("k" + i, embedding), answer());
    }
    long bytes = (usedBytes() - before) / entries;
    CacheProbe[] probes = new CacheProbe[200];
    Arrays.setAll(
        probes,
        i ->
            i % 10 == 0
                ? probe("q", Embeddings.near(known[i % known.length], 0.3, random))
                : probe("q", Embeddings.random(random)));
    long[] nanos = new long[LOOKUPS];
    long found = 0;
    for (int i = -WARM_UP; i < LOOKUPS; i++) {
      CacheProbe probe = probes[Math.floorMod(i, probes.length)];
      long start = System.nanoTime();
      found += cache.similar(probe, THRESHOLD).size();
      if (i >= 0) {
        nanos[i] = System.nanoTime() - start;
      }
    }
    Arrays.sort(nanos);
    return String.format(
        Locale.ROOT,
        "%7d entries: p50 %7.1f us, p99 %7.1f us, %d bytes an entry (answer of 1 byte, text of 60"
            + " characters), accounted for %d; %d found",
        entries,
        nanos[LOOKUPS / 2] / 1e3,
        nanos[LOOKUPS * 99 / 100] / 1e3,
        bytes,
        cache.bytes() / cache.size(),
        found);
  }

  private static CacheProbe probe(String name, float[] embedding) {
    String key = String.format(Locale.ROOT, "%64s", name);
    return CacheProbe.semantic(
        new CacheKey("p", key), String.format(Locale.ROOT, "%60s", name), embedding);
  }

  private static CachedAnswer answer() {
    return new CachedAnswer(new byte[1], AnswerForm.JSON, "application/json", "m");
  }

  private static long usedBytes() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
