package io.semanticrouter.tracing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * One thing that is known of a call to a model, and the attributes that tell it, in each vocabulary
 * that has a word for it. {@link LlmFacts} lists them all.
 *
 * @param meaning what it is, for the table in {@code docs/tracing.md}
 */
public record LlmFact<T>(String meaning, List<Name<T>> names) {
  public LlmFact {
    names = List.copyOf(names);
  }

  /** Who gave an attribute its name. */
  enum Vocabulary {
    /** This router. */
    ROUTER,
    OPEN_INFERENCE,
    /** OpenTelemetry's semantic conventions of generative AI. */
    GEN_AI
  }

  /**
   * The fact in one vocabulary.
   *
   * @param shown the attributes' names, as the table has them
   */
  record Name<T>(Vocabulary vocabulary, String shown, BiConsumer<Span, T> writer) {}

  @SafeVarargs
  static <T> LlmFact<T> of(String meaning, Name<T>... names) {
    List<Name<T>> list = new ArrayList<>(names.length);
    for (Name<T> name : names) {
      list.add(name);
    }
    return new LlmFact<>(meaning, list);
  }

  static <T> Name<T> router(AttributeKey<T> key) {
    return name(Vocabulary.ROUTER, key, Function.identity());
  }

  static <T> Name<T> openInference(AttributeKey<T> key) {
    return name(Vocabulary.OPEN_INFERENCE, key, Function.identity());
  }

  static <T> Name<T> genAi(AttributeKey<T> key) {
    return name(Vocabulary.GEN_AI, key, Function.identity());
  }

  /** A vocabulary that tells the fact in another form. */
  static <T, U> Name<T> name(Vocabulary vocabulary, AttributeKey<U> key, Function<T, U> form) {
    return new Name<>(
        vocabulary, key.getKey(), (span, value) -> span.setAttribute(key, form.apply(value)));
  }

  void write(Span span, T value) {
    for (Name<T> name : names) {
      name.writer().accept(span, value);
    }
  }
}
