package io.semanticrouter.tracing;

import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.baggage.propagation.W3CBaggagePropagator;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.semanticrouter.config.ConfigReloaded;
import io.semanticrouter.config.CustomAttributes;
import io.semanticrouter.config.RouterConfig;
import io.vertx.core.MultiMap;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Puts the operator's own attributes on root spans. What a request does not bring is absent; of a
 * value that is too long the beginning is kept.
 */
@Singleton
public final class RootAttributes {
  /** Marks a value that was cut, as its last character. */
  private static final char CUT = '…';

  private static final TextMapGetter<String> BAGGAGE_ONLY =
      new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(String baggage) {
          return List.of(TraceHeaders.BAGGAGE);
        }

        @Override
        public String get(String baggage, String key) {
          return key.equals(TraceHeaders.BAGGAGE) ? baggage : null;
        }
      };

  private volatile Rules rules;

  @Inject
  RootAttributes(RouterConfig config) {
    use(config.tracing().attributes());
  }

  void reloaded(@Observes ConfigReloaded event) {
    use(event.now().tracing().attributes());
  }

  /** What the next requests get; those under way keep what they have. */
  public void use(CustomAttributes configured) {
    rules = Rules.of(configured);
  }

  /**
   * Describes a request; costs nothing where the root is not recorded or no attribute is
   * configured.
   *
   * @param headers of the request, with names in any case
   */
  public void describe(StageSpan root, MultiMap headers) {
    Rules current = rules;
    if (!current.isEmpty() && root.isRecording()) {
      root.describe(span -> current.describe(span, headers, root.baggage()));
    }
  }

  /** An attribute and where its value stands: the value itself, a header, a key of baggage. */
  private record Rule(AttributeKey<String> key, String source) {
    Rule(String name, String source) {
      this(AttributeKey.stringKey(name), source);
    }
  }

  private record Rules(List<Rule> fixed, List<Rule> fromHeaders, List<Rule> fromBaggage) {
    static Rules of(CustomAttributes configured) {
      return new Rules(
          configured.fixed().entrySet().stream()
              .map(entry -> new Rule(entry.getKey(), entry.getValue()))
              .toList(),
          configured.fromHeaders().entrySet().stream()
              .map(entry -> new Rule(entry.getKey(), entry.getValue()))
              .toList(),
          configured.fromBaggage().stream().map(key -> new Rule(key, key)).toList());
    }

    boolean isEmpty() {
      return fixed.isEmpty() && fromHeaders.isEmpty() && fromBaggage.isEmpty();
    }

    void describe(SpanAttributes span, MultiMap headers, String baggageHeader) {
      for (Rule rule : fixed) {
        span.set(rule.key(), rule.source());
      }
      for (Rule rule : fromHeaders) {
        List<String> lines = headers.getAll(rule.source());
        span.set(rule.key(), lines.isEmpty() ? null : cut(String.join(", ", lines)));
      }
      if (!fromBaggage.isEmpty() && baggageHeader != null) {
        Baggage baggage = read(baggageHeader);
        for (Rule rule : fromBaggage) {
          span.set(rule.key(), cut(baggage.getEntryValue(rule.source())));
        }
      }
    }

    private static Baggage read(String header) {
      return Baggage.fromContext(
          W3CBaggagePropagator.getInstance().extract(Context.root(), header, BAGGAGE_ONLY));
    }

    /** Null where there is nothing to tell. */
    private static String cut(String value) {
      if (value == null || value.isEmpty()) {
        return null;
      }
      if (value.length() <= CustomAttributes.MAX_VALUE) {
        return value;
      }
      int end = CustomAttributes.MAX_VALUE - 1;
      return value.substring(0, Character.isHighSurrogate(value.charAt(end - 1)) ? end - 1 : end)
          + CUT;
    }
  }
}
