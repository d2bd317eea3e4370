package io.semanticrouter.classification;

/** Says what a text is about. Implementations are immutable and safe for any thread. */
public interface CategoryClassifier {

  /**
   * The most probable category, whatever its confidence.
   *
   * @param text may be empty and of any length; implementations read a bounded part of it
   */
  Category classify(String text);

  /** The value of the attribute {@code classifier.type}. */
  String type();
}
