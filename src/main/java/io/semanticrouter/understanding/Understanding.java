package io.semanticrouter.understanding;

/**
 * What the encoder says of the texts of one request. Each text is read once, when it is first asked
 * for, on the calling thread: that takes milliseconds, so never on an event loop. For one thread.
 */
public interface Understanding {
  /** The encoder is switched off or overloaded: the fast tier decides alone. */
  Understanding NONE =
      new Understanding() {
        @Override
        public boolean isAvailable() {
          return false;
        }

        @Override
        public boolean reads(String text) {
          return false;
        }

        @Override
        public Reading read(String text) {
          throw new IllegalStateException("there is no encoder");
        }

        @Override
        public double sameAnswer(String a, String b) {
          throw new IllegalStateException("there is no encoder");
        }
      };

  /**
   * False if nothing can be read, where the other methods throw IllegalStateException, or if a text
   * was not.
   */
  boolean isAvailable();

  /** False if this text is not read, as there is no encoder, or this request has asked too much. */
  boolean reads(String text);

  /** What the encoder says of a text, which may be empty and of any length. */
  Reading read(String text);

  /**
   * How sure it is, 0..1, that one answer serves both questions; 0.8 is the shipped operating
   * point. Reads both together, so it costs a pass of its own; texts that do not fit together into
   * one pass have 0.
   */
  double sameAnswer(String a, String b);
}
