package io.semanticrouter.cache;

import io.semanticrouter.chat.AnswerForm;
import io.semanticrouter.chat.AnswerForms;
import java.util.Optional;

/**
 * A complete answer as a backend gave it. Safe for use by any number of threads.
 *
 * <p>Only answers with status 200 whose choices all finished with {@code stop} belong here.
 */
public final class CachedAnswer {
  /** What an entry takes besides the answer's bytes: key, bookkeeping, and headroom. */
  private static final int OVERHEAD_BYTES = 2048;

  private final AnswerForm form;
  private final Replay stored;

  private record Converted(AnswerForm form, Replay replay) {}

  private volatile Converted lastConverted;

  /**
   * An answer to send.
   *
   * @param body not to be modified
   * @param model that gave it
   */
  public record Replay(byte[] body, String contentType, String model) {
    /** Sizes only: answers stay private. */
    @Override
    public String toString() {
      return "Replay[" + body.length + " bytes, " + contentType + "]";
    }
  }

  /**
   * Holds an answer.
   *
   * @param body every byte of the answer; not to be modified afterwards
   * @param form how it is written
   * @param contentType as the backend named it
   * @param model that gave it, by the router's name
   */
  public CachedAnswer(byte[] body, AnswerForm form, String contentType, String model) {
    this.form = form;
    this.stored = new Replay(body, contentType, model);
  }

  /**
   * The answer in the form a caller wants: byte for byte as stored where that is the stored form,
   * else converted once and remembered.
   *
   * @return empty if it cannot be told in that form; ask the backend then
   */
  public Optional<Replay> as(AnswerForm wanted) {
    if (wanted == form) {
      return Optional.of(stored);
    }
    Converted known = lastConverted;
    if (known != null && known.form() == wanted) {
      return Optional.of(known.replay());
    }
    Optional<Replay> converted =
        AnswerForms.convert(stored.body(), form, wanted)
            .map(body -> new Replay(body, wanted.contentType(), stored.model()));
    converted.ifPresent(replay -> remember(wanted, replay));
    return converted;
  }

  /** Keeps no more than {@link #weight} accounts for. */
  private void remember(AnswerForm wanted, Replay replay) {
    if (replay.body().length <= size() + OVERHEAD_BYTES / 2) {
      lastConverted = new Converted(wanted, replay);
    }
  }

  /** Bytes of the stored form. */
  public int size() {
    return stored.body().length;
  }

  /** Bytes of memory the answer may come to, with one converted form and its bookkeeping. */
  long weight() {
    return 2L * size() + OVERHEAD_BYTES;
  }

  @Override
  public String toString() {
    return "CachedAnswer[" + form + ", " + size() + " bytes]";
  }
}
