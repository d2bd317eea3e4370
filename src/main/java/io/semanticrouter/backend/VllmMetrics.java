package io.semanticrouter.backend;

import io.semanticrouter.backend.EndpointLoad.ServerLoad;
import java.util.Optional;

/**
 * Reads the load of a vLLM server from its Prometheus text. Names have changed between versions:
 * {@code gpu_cache_usage_perc} is the former {@code kv_cache_usage_perc}. A server with several
 * engines or models has several lines of a name: requests are added, of the caches the fullest
 * counts.
 */
final class VllmMetrics {
  private static final String PREFIX = "vllm:";

  private VllmMetrics() {}

  /** Empty if the text says nothing of waiting or running requests. */
  static Optional<ServerLoad> read(String text) {
    double waiting = 0;
    double running = 0;
    double cache = 0;
    boolean known = false;
    for (String line : (Iterable<String>) text.lines()::iterator) {
      if (!line.startsWith(PREFIX)) {
        continue;
      }
      double value = value(line);
      switch (name(line)) {
        case "num_requests_waiting" -> {
          waiting += value;
          known = true;
        }
        case "num_requests_running" -> {
          running += value;
          known = true;
        }
        case "kv_cache_usage_perc", "gpu_cache_usage_perc" -> cache = Math.max(cache, value);
        default -> {}
      }
    }
    return known ? Optional.of(new ServerLoad(waiting, running, cache)) : Optional.empty();
  }

  private static String name(String line) {
    int end = PREFIX.length();
    while (end < line.length() && line.charAt(end) != '{' && line.charAt(end) != ' ') {
      end++;
    }
    return line.substring(PREFIX.length(), end);
  }

  /** The number behind the labels; a time may follow it. 0 for what is none or not finite. */
  private static double value(String line) {
    int labels = line.lastIndexOf('}');
    String[] parts =
        line.substring(labels < 0 ? line.indexOf(' ') + 1 : labels + 1).strip().split(" ", 2);
    try {
      double value = Double.parseDouble(parts[0]);
      return Double.isFinite(value) ? value : 0;
    } catch (NumberFormatException _) {
      return 0;
    }
  }
}
