package io.semanticrouter.chat;

/**
 * The client's body cannot be served; the message says what is wrong and where, never what it
 * holds.
 */
public final class InvalidRequestException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String param;

  /**
   * Describes a fault of the request.
   *
   * @param param path of the faulty field, or null if the body as a whole is faulty
   */
  public InvalidRequestException(String message, String param) {
    super(message, null, false, false);
    this.param = param;
  }

  /** Path of the faulty field such as {@code messages[2].content}, or null. */
  public String param() {
    return param;
  }
}
