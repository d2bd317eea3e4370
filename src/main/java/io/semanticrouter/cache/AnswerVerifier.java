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
  /** Texts farther apart hardly ever ask the same. */
  static final double LEAST_COSINE = 0.35;

  /**
   * Of texts farther apart than this only the nearest is read: among many stored requests there is
   * nearly always one of them, and a pass each would be the price of every request.
   */
  static final double NEAR_COSINE = 0.5;

  /** Candidates the rules look at, the most similar first. */
  static final int MAX_COMPARED = 5;

  /** Passes of the encoder a look-up may cost. */
  static final int MAX_READ = 3;

  private AnswerVerifier() {}

  /**
   * A stored request whose answer serves.
   *
   * @param similarity how sure the encoder is of it, 0..1
   */
  record Serving(CacheCandidate candidate, double similarity) {}

  /**
   * The first candidate whose answer serves.
   *
   * @param candidates the nearest first
   * @param threshold how sure the encoder must be, 0..1
   */
  static Optional<Serving> firstServing(
      String text, List<CacheCandidate> candidates, Understanding understanding, double threshold) {
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
      if (read >= (candidate.cosine() < NEAR_COSINE ? 1 : MAX_READ)) {
        break;
      }
      read++;
      double similarity = understanding.sameAnswer(text, candidate.text());
      if (similarity >= threshold) {
        return Optional.of(new Serving(candidate, similarity));
      }
    }
    return Optional.empty();
  }
}
