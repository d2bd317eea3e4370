package io.semanticrouter.understanding;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/** An understanding that says what a test wants, and remembers what it was asked. */
public final class FakeUnderstanding implements Understanding {
  private final Function<String, Reading> readings;
  private final Predicate<String> reads;
  private final List<String> asked = new ArrayList<>();

  public FakeUnderstanding(Function<String, Reading> readings) {
    this(readings, _ -> true);
  }

  /** One that reads some texts only. */
  public FakeUnderstanding(Function<String, Reading> readings, Predicate<String> reads) {
    this.readings = readings;
    this.reads = reads;
  }

  /** A reading without anything in it but a probable attack of one kind. */
  public static Reading attack(double score, String kind) {
    double[] kinds = new double[Labels.ATTACK_KINDS.size()];
    kinds[Labels.ATTACK_KINDS.indexOf(kind)] = 1;
    return new Reading(
        new double[Labels.DOMAINS.size()], score, kinds, List.of(), new float[384], true, 1);
  }

  /** A reading of personal data alone. */
  public static Reading spans(Reading.Span... spans) {
    return new Reading(
        new double[Labels.DOMAINS.size()],
        0,
        new double[Labels.ATTACK_KINDS.size()],
        List.of(spans),
        new float[384],
        true,
        1);
  }

  @Override
  public boolean isAvailable() {
    return true;
  }

  @Override
  public boolean reads(String text) {
    return reads.test(text);
  }

  @Override
  public Reading read(String text) {
    asked.add(text);
    return readings.apply(text);
  }

  @Override
  public double sameAnswer(String a, String b) {
    throw new UnsupportedOperationException("no pairs in this test");
  }

  /** The texts that were read, in their order. */
  public List<String> asked() {
    return asked;
  }
}
