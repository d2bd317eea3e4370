package io.semanticrouter.understanding;

import io.semanticrouter.config.PiiType;
import java.util.List;

/**
 * What the encoder says of one text. Holds no part of the text.
 *
 * @param domains calibrated probabilities of the built-in domains, in the order of {@link
 *     Labels#DOMAINS}; they add up to 1
 * @param attack score of its most suspicious window, 0..1; 0.5 is the shipped operating point
 * @param attackKinds probabilities of the kinds of attack in that window, in the order of {@link
 *     Labels#ATTACK_KINDS}; they add up to 1 and mean something only where {@code attack} is high
 * @param spans personal data without a structure, in the order of the text, without overlaps
 * @param embedding of length 1; a scalar product is a cosine. Head and tail of a long text
 * @param complete false if the text was longer than the encoder's limit and its middle was not read
 * @param pieces word pieces that the encoder read for it, some more than once
 */
public record Reading(
    double[] domains,
    double attack,
    double[] attackKinds,
    List<Span> spans,
    float[] embedding,
    boolean complete,
    int pieces) {

  /**
   * Where a text holds personal data.
   *
   * @param start offset of the first UTF-16 code unit
   * @param end offset behind the last UTF-16 code unit
   * @param confidence 0..1
   */
  public record Span(PiiType type, int start, int end, double confidence) {}
}
