import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Reads the HTTP/1.1 messages of one connection: as much of the protocol as benchmarks need. */
final class HttpReader {
  /**
   * What stands before a body.
   *
   * @param first the request or status line
   * @param fields the header lines in lower case, each between line feeds
   */
  record Head(String first, String fields) {
    /** The value of a header; null if there is none. */
    String field(String name) {
      int at = fields.indexOf("\n" + name + ":");
      return at < 0
          ? null
          : fields.substring(at + name.length() + 2, fields.indexOf('\n', at + 1)).strip();
    }

    boolean closes() {
      return "close".equals(field("connection"));
    }
  }

  /** Takes a piece of a body at the moment it was read. */
  interface Piece {
    void take(byte[] bytes, int from, int to);
  }

  private final InputStream in;
  private final byte[] buffer = new byte[16 * 1024];
  private int next;
  private int end;

  HttpReader(InputStream in) {
    this.in = in;
  }

  /** The next head; null where the connection ended before it. */
  Head head() throws IOException {
    if (next == end && !fill()) {
      return null;
    }
    String first = line();
    StringBuilder fields = new StringBuilder("\n");
    for (String line = line(); !line.isEmpty(); line = line()) {
      fields.append(line.toLowerCase(Locale.ROOT)).append('\n');
    }
    return new Head(first, fields.toString());
  }

  /** Reads the body that belongs to a head to its end. */
  void body(Head head, Piece piece) throws IOException {
    if ("chunked".equals(head.field("transfer-encoding"))) {
      for (int size = chunkSize(); size > 0; size = chunkSize()) {
        pass(size, piece);
        line();
      }
      line();
    } else if (head.field("content-length") != null) {
      pass(Integer.parseInt(head.field("content-length")), piece);
    }
  }

  /** The body as text. */
  String text(Head head) throws IOException {
    StringBuilder text = new StringBuilder();
    body(
        head,
        (bytes, from, to) ->
            text.append(new String(bytes, from, to - from, StandardCharsets.ISO_8859_1)));
    return text.toString();
  }

  /** Returns when the other side has closed the connection, or fails after its read timeout. */
  void awaitEnd() throws IOException {
    while (fill()) {
      next = end;
    }
  }

  private int chunkSize() throws IOException {
    String line = line();
    int extension = line.indexOf(';');
    try {
      return Integer.parseInt(extension < 0 ? line : line.substring(0, extension), 16);
    } catch (NumberFormatException broken) {
      throw new IOException("not the size of a chunk", broken);
    }
  }

  private void pass(int length, Piece piece) throws IOException {
    int left = length;
    while (left > 0) {
      require();
      int to = Math.min(end, next + left);
      piece.take(buffer, next, to);
      left -= to - next;
      next = to;
    }
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (; ; ) {
      require();
      char c = (char) buffer[next++];
      if (c == '\n') {
        return line.toString();
      }
      if (c != '\r') {
        line.append(c);
      }
    }
  }

  private void require() throws IOException {
    if (next == end && !fill()) {
      throw new EOFException("the connection ended within a message");
    }
  }

  private boolean fill() throws IOException {
    next = 0;
    end = Math.max(0, in.read(buffer));
    return end > 0;
  }
}
