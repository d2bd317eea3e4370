package io.semanticrouter.testing;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An HTTP/1.1 message as it stood on the wire: first line, headers in their order, body bytes after
 * the transfer coding was taken off.
 */
public final class HttpMessage {
  private final String firstLine;
  private final List<Header> headers;
  private final byte[] body;

  private HttpMessage(String firstLine, List<Header> headers, byte[] body) {
    this.firstLine = firstLine;
    this.headers = headers;
    this.body = body;
  }

  public record Header(String name, String value) {}

  /** The request line or the status line. */
  public String firstLine() {
    return firstLine;
  }

  public List<Header> headers() {
    return headers;
  }

  public byte[] body() {
    return body;
  }

  /** The one value of a header; the values joined by a comma if there are several. */
  public Optional<String> header(String name) {
    List<String> values = headerValues(name);
    return values.isEmpty() ? Optional.empty() : Optional.of(String.join(",", values));
  }

  public List<String> headerValues(String name) {
    return headers.stream()
        .filter(header -> header.name().equalsIgnoreCase(name))
        .map(Header::value)
        .toList();
  }

  public String bodyText() {
    return new String(body, StandardCharsets.UTF_8);
  }

  HttpMessage withBody(byte[] bytes) {
    return new HttpMessage(firstLine, headers, bytes);
  }

  /** Reads a message up to the blank line; null if the stream ends before its first byte. */
  static HttpMessage readHead(InputStream in) throws IOException {
    String firstLine = readLine(in);
    if (firstLine == null) {
      return null;
    }
    List<Header> headers = new ArrayList<>();
    for (String line = readLine(in); line != null && !line.isEmpty(); line = readLine(in)) {
      int colon = line.indexOf(':');
      headers.add(new Header(line.substring(0, colon), line.substring(colon + 1).strip()));
    }
    return new HttpMessage(firstLine, List.copyOf(headers), new byte[0]);
  }

  /** The body of this message, read from what follows its head. */
  BodyReader bodyReader(InputStream in, boolean untilEndOfStream) {
    boolean chunked =
        header("transfer-encoding").orElse("").toLowerCase(Locale.ROOT).contains("chunked");
    if (chunked) {
      return new BodyReader(in, -1, true);
    }
    long length = header("content-length").map(Long::parseLong).orElse(-1L);
    return new BodyReader(in, length < 0 && !untilEndOfStream ? 0 : length, false);
  }

  private static String readLine(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        if (line.size() == 0) {
          return null;
        }
        throw new EOFException("stream ended inside a header line");
      }
      line.write(b);
    }
    return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
  }

  /** Hands out a body piece by piece; null at its end. */
  static final class BodyReader {
    private final InputStream in;
    private final boolean chunked;
    private long left;
    private boolean ended;

    private BodyReader(InputStream in, long length, boolean chunked) {
      this.in = in;
      this.left = length;
      this.chunked = chunked;
    }

    /** The next bytes as they arrive, one HTTP chunk at a time if the body is chunked. */
    byte[] next() throws IOException {
      if (ended) {
        return null;
      }
      byte[] piece = chunked ? nextChunk() : nextPlain();
      ended = piece == null;
      return piece;
    }

    byte[] readAll() throws IOException {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      for (byte[] piece = next(); piece != null; piece = next()) {
        all.writeBytes(piece);
      }
      return all.toByteArray();
    }

    private byte[] nextChunk() throws IOException {
      String size = readLine(in);
      if (size == null) {
        throw new EOFException("stream ended before the last chunk");
      }
      int length = Integer.parseInt(size.split(";", 2)[0].strip(), 16);
      byte[] chunk = in.readNBytes(length);
      if (chunk.length < length) {
        throw new EOFException("stream ended inside a chunk");
      }
      readLine(in);
      return length == 0 ? null : chunk;
    }

    private byte[] nextPlain() throws IOException {
      if (left == 0) {
        return null;
      }
      byte[] buffer = new byte[left < 0 ? 8192 : (int) Math.min(left, 65_536)];
      int read = in.read(buffer);
      if (read < 0) {
        if (left > 0) {
          throw new EOFException("stream ended " + left + " bytes early");
        }
        return null;
      }
      left = left < 0 ? left : left - read;
      return Arrays.copyOf(buffer, read);
    }
  }
}
