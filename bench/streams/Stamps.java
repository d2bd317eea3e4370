import java.nio.charset.StandardCharsets;

/**
 * Reads the stamps that {@code Backend} puts on the chunks of a stream: what they say of their way.
 */
final class Stamps implements HttpReader.Piece {
  static final int NO_BOUND = Integer.MAX_VALUE;

  private static final int CHUNKS = 40; // of a whole stream
  private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.US_ASCII);

  /** As many chunks were read as were wanted. */
  static final class Enough extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Enough() {
      super(null, null, false, false);
    }
  }

  private final long asked;
  private final int most;
  private final long[] lags = new long[CHUNKS];
  private long firstChunk;
  private int chunks;
  private boolean within;
  private long stamp;
  private int matched;
  private boolean done;

  /**
   * Begins with a stream that has just been asked for.
   *
   * @param most chunks to read, then {@link Enough} is thrown
   */
  Stamps(int most) {
    this.asked = System.nanoTime();
    this.most = most;
  }

  @Override
  public void take(byte[] bytes, int from, int to) {
    long now = System.nanoTime();
    for (int i = from; i < to; i++) {
      byte b = bytes[i];
      if (b == '@') {
        if (within && stamp > 0) {
          chunk(now);
        }
        within = !within;
        stamp = 0;
      } else if (within && b >= '0' && b <= '9') {
        stamp = stamp * 10 + (b - '0');
      } else {
        within = false;
      }
      end(b);
    }
  }

  private void chunk(long now) {
    if (chunks == 0) {
      firstChunk = now - asked;
    }
    if (chunks < CHUNKS) {
      lags[chunks] = now - stamp;
    }
    chunks++;
    if (chunks == most) {
      throw new Enough();
    }
  }

  private void end(byte b) {
    matched = b == DONE[matched] ? matched + 1 : b == DONE[0] ? 1 : 0;
    if (matched == DONE.length) {
      done = true;
      matched = 0;
    }
  }

  /** True if every chunk came, once, and the end. */
  boolean isWhole() {
    return done && chunks == CHUNKS;
  }

  /** Nanoseconds from the question to the first chunk. */
  long firstChunk() {
    return firstChunk;
  }

  /** Nanoseconds from the backend's hand to this one, by chunk. */
  long[] lags() {
    return lags;
  }
}
