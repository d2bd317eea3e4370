package io.semanticrouter.cache.rules;

/** Sees one kind of difference. Stateless; symmetric in its arguments. */
@FunctionalInterface
interface Rule {
  /** True if one answer cannot serve both texts. */
  boolean differ(TextFacts a, TextFacts b);
}
