package io.semanticrouter.cache;

/**
 * A text's embedding as the index keeps it: eight bits a dimension for the cosine, and one bit a
 * dimension (its sign) for a first, coarse choice. An eighth of a cosine's digits are lost, which
 * the threshold of a hit does not notice, and three quarters of the memory are saved.
 */
final class Fingerprint {
  /** Of the encoder's embedding. */
  static final int DIMENSIONS = 384;

  /** Longs of a sketch. */
  static final int WORDS = DIMENSIONS / Long.SIZE;

  private static final int LARGEST = 127;

  private final byte[] values;
  private final double length;
  private final long[] sketch;

  private Fingerprint(byte[] values, double length, long[] sketch) {
    this.values = values;
    this.length = length;
    this.sketch = sketch;
  }

  /** The fingerprint, or null if the embedding has another size or no direction. */
  static Fingerprint of(float[] embedding) {
    if (embedding.length != DIMENSIONS) {
      return null;
    }
    float largest = 0;
    for (float value : embedding) {
      largest = Math.max(largest, Math.abs(value));
    }
    if (!(largest > 0) || Float.isInfinite(largest)) {
      return null;
    }
    byte[] values = new byte[DIMENSIONS];
    long[] sketch = new long[WORDS];
    long squares = 0;
    for (int i = 0; i < DIMENSIONS; i++) {
      int value = Math.round(embedding[i] / largest * LARGEST);
      values[i] = (byte) value;
      squares += (long) value * value;
      if (embedding[i] > 0) {
        sketch[i / Long.SIZE] |= 1L << (i % Long.SIZE);
      }
    }
    return new Fingerprint(values, Math.sqrt((double) squares), sketch);
  }

  /** Cosine of the two embeddings to about two decimals, -1..1. */
  double cosine(Fingerprint other) {
    byte[] a = values;
    byte[] b = other.values;
    int product = 0;
    for (int i = 0; i < DIMENSIONS; i++) {
      product += a[i] * b[i];
    }
    return Math.clamp(product / (length * other.length), -1, 1);
  }

  /** The signs, to be read only. */
  long[] sketch() {
    return sketch;
  }
}
