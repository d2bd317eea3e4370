/**
 * Rules that name a difference between two questions which an embedding hardly sees: another
 * number, a negation, the other direction.
 *
 * <p>Each rule may only veto. What no rule objects to is still to be read by the encoder, so a rule
 * that misses a difference costs little, and one that sees differences where there are none costs
 * hits. They are made for English; numbers, names, operators and scripts work in any language.
 */
package io.semanticrouter.cache.rules;
