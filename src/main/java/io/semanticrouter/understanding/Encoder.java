package io.semanticrouter.understanding;

/**
 * Runs the network over one sequence of word pieces that begins with {@code [CLS]} and ends with
 * {@code [SEP]}. Safe for any number of threads; blocks the calling one for milliseconds.
 */
public interface Encoder extends AutoCloseable {
  /**
   * Reads one text.
   *
   * @param ids numbers of the pieces
   * @param cases what the pieces' capitals look like, 0 where there are none
   */
  Answer read(long[] ids, long[] cases);

  /**
   * Compares two texts, each ended by {@code [SEP]}.
   *
   * @param segments 0 for the first text's pieces, 1 for the second's
   * @return a logit: the higher, the more probably one answer serves both
   */
  float compare(long[] ids, long[] segments);

  @Override
  void close();

  /**
   * What the network says, as logits.
   *
   * @param category one a domain
   * @param attack whether the text is an attack
   * @param kind one a kind of attack
   * @param tags one a tag for each piece, piece after piece
   * @param embedding of length 1
   */
  record Answer(float[] category, float attack, float[] kind, float[] tags, float[] embedding) {}
}
