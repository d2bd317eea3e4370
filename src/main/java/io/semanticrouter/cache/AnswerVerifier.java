package io.semanticrouter.cache;

import io.semanticrouter.cache.rules.AnswerRules;
import io.semanticrouter.understanding.Understanding;
import java.util.List;
import java.util.Optional;

/**
 * Decides whether a similar request wants the same answer. A cosine cannot: "from A to B" and "from
 * B to A" are as close as two texts get. Rules that name a difference come first, because they cost
 * microseconds; then the encoder reads both texts together, which costs a pass for each pair.
 */
final class AnswerVerifier {
  /** Least probability that one answer serves both; the trainer calibrates the head to it. */
  static final double SAME_ANSWER = 0.5;

  /** Candidates the rules look at, the most similar first. */
  static final int MAX_COMPARED = 5;

  /** Passes of the encoder a look-up may cost. */
  static final int MAX_READ = 3;

  private AnswerVerifier() {}

  /**
   * The first candidate whose answer serves.
   *
   * @param candidates the most similar first
   */
  static Optional<CacheCandidate> firstServing(
      String text, List<CacheCandidate> candidates, Understanding understanding) {
    if (candidates.isEmpty()) {
      return Optional.empty();
    }
    AnswerRules rules = AnswerRules.of(text);
    int read = 0;
    for (CacheCandidate candidate :
        candidates.subList(0, Math.min(candidates.size(), MAX_COMPARED))) {
      if (rules.seeDifferenceTo(candidate.text())) {
        continue;
      }
      if (read++ == MAX_READ) {
        break;
      }
      if (understanding.sameAnswer(text, candidate.text()) >= SAME_ANSWER) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }
}
