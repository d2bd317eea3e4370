package io.semanticrouter.tracing.otlp;

import io.semanticrouter.tracing.export.ExportFailure;
import io.semanticrouter.tracing.export.OneLine;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Takes the values of headers out of what a collector says: it may repeat what it was sent. */
final class Redaction {
  /** Shorter ones stand in any sentence, and keep nothing secret. */
  private static final int SHORTEST = 4;

  /** The words before a key, which tell what kind it is. */
  private static final Set<String> SCHEMES = Set.of("bearer", "basic", "apikey", "token");

  private final List<String> secrets;

  Redaction(Collection<String> headerValues) {
    secrets =
        headerValues.stream()
            .flatMap(value -> Stream.concat(Stream.of(value), Stream.of(value.split("\\s+", -1))))
            .filter(word -> word.length() >= SHORTEST)
            .filter(word -> !SCHEMES.contains(word.toLowerCase(Locale.ROOT)))
            .distinct()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();
  }

  String of(String words) {
    String shown = words;
    for (String secret : secrets) {
      shown = shown.replace(secret, "***");
    }
    return shown;
  }

  /** In one line of bounded length, cut behind the redaction: half a secret is not known as one. */
  ExportFailure of(ExportFailure failure) {
    return new ExportFailure(failure.errorType(), OneLine.of(of(failure.cause())));
  }
}
