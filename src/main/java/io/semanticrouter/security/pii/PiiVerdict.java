package io.semanticrouter.security.pii;

import io.semanticrouter.config.PiiType;
import io.semanticrouter.tracing.SpanAttributes;
import io.semanticrouter.tracing.Traced;
import java.util.List;

/**
 * What the stage found and decided.
 *
 * @param blocked true if anything is denied
 * @param found the types that are present, each once, sorted by name
 * @param denied those of {@code found} that the model's policy does not let pass
 */
public record PiiVerdict(boolean blocked, List<PiiType> found, List<PiiType> denied)
    implements Traced {
  public PiiVerdict {
    found = List.copyOf(found);
    denied = List.copyOf(denied);
  }

  @Override
  public void describe(SpanAttributes span) {
    span.set(SpanAttributes.PII_DETECTED, !found.isEmpty())
        .set(
            SpanAttributes.PII_TYPES,
            found.isEmpty() ? null : found.stream().map(PiiType::name).toList())
        .set(SpanAttributes.SECURITY_ACTION, blocked ? "blocked" : "allowed");
  }
}
