package io.semanticrouter.cache.rules;

import java.util.List;

/**
 * Other numbers. Equal are 1,000 and a thousand, 2.4 m and 240 cm, 7:30 pm and 19:30; not equal are
 * 3.10 and 3.1, which may be versions. A number that only one of the texts has counts unless that
 * text tells a story besides.
 */
final class QuantityRule implements Rule {
  private static final double SAME_MATTER = 0.5;

  @Override
  public boolean differ(TextFacts a, TextFacts b) {
    boolean onlyA = hasOwn(a.quantities(), b.quantities());
    boolean onlyB = hasOwn(b.quantities(), a.quantities());
    if (onlyA && onlyB) {
      return true;
    }
    return (onlyA || onlyB) && TextFacts.areAbout(a, b, SAME_MATTER);
  }

  private static boolean hasOwn(List<Quantity> ours, List<Quantity> theirs) {
    for (Quantity own : ours) {
      if (own.firm() && theirs.stream().noneMatch(own::matches)) {
        return true;
      }
    }
    return false;
  }
}
