package io.semanticrouter.cache;

import java.util.Random;

/** Made-up embeddings of length 1. */
final class Embeddings {
  private Embeddings() {}

  static float[] random(Random random) {
    float[] values = new float[Fingerprint.DIMENSIONS];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return unit(values);
  }

  /** Near another: the cosine is about {@code 1 / sqrt(1 + noise * noise)}. */
  static float[] near(float[] other, double noise, Random random) {
    float[] off = random(random);
    float[] values = new float[other.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (other[i] + noise * off[i]);
    }
    return unit(values);
  }

  static double cosine(float[] a, float[] b) {
    double product = 0;
    for (int i = 0; i < a.length; i++) {
      product += a[i] * b[i];
    }
    return product;
  }

  private static float[] unit(float[] values) {
    double length = Math.sqrt(cosine(values, values));
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (values[i] / length);
    }
    return values;
  }
}
