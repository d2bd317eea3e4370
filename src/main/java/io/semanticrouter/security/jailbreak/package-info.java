/**
 * Finds attempts to turn a model against its instructions: a text is normalised, cut into words,
 * and compared with the patterns of {@code patterns.txt}.
 */
package io.semanticrouter.security.jailbreak;
