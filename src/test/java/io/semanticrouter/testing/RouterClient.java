package io.semanticrouter.testing;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An HTTP/1.1 client that sends exactly the bytes it is given and can hang up at any moment; one
 * connection a request.
 */
public final class RouterClient {
  private static final int READ_TIMEOUT_MS = 60_000;

  private final String host;
  private final int port;

  public RouterClient(String host, int port) {
    this.host = host;
    this.port = port;
  }

  /**
   * A complete answer.
   *
   * @param lastByteAt when the last byte of the body was read
   */
  public record Answer(int status, HttpMessage message, Instant lastByteAt) {
    public Optional<String> header(String name) {
      return message.header(name);
    }

    public String text() {
      return message.bodyText();
    }

    public byte[] body() {
      return message.body();
    }

    /** The trace id that {@code traceresponse} names. */
    public String traceId() {
      return header("traceresponse")
          .map(value -> value.split("-", 4)[1])
          .orElseThrow(() -> new AssertionError("no traceresponse in " + message.headers()));
    }

    /** The root's span id that {@code traceresponse} names. */
    public String rootSpanId() {
      return header("traceresponse").orElseThrow().split("-", 4)[2];
    }
  }

  /** POSTs a chat completion as JSON and reads the whole answer. */
  public Answer chat(String body, Map<String, String> headers) {
    return send("POST", "/v1/chat/completions", headers, body.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Sends a request with a JSON content type, unless the headers name another, and reads it all.
   */
  public Answer send(String method, String path, Map<String, String> headers, byte[] body) {
    try (Call call = open(method, path, headers, body)) {
      return call.readAll();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends a chat request and leaves the answer to be read. */
  public Call openChat(String body, Map<String, String> headers) {
    return open("POST", "/v1/chat/completions", headers, body.getBytes(StandardCharsets.UTF_8));
  }

  private Call open(String method, String path, Map<String, String> headers, byte[] body) {
    try {
      Socket socket = new Socket(host, port);
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(READ_TIMEOUT_MS);
      byte[] request = render(method, path, headers, body);
      Thread.ofVirtual().start(() -> write(socket, request));
      return new Call(socket, new BufferedInputStream(socket.getInputStream()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] render(String method, String path, Map<String, String> headers, byte[] body) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("host", host + ":" + port);
    all.put("connection", "close");
    all.put("content-type", "application/json");
    all.put("content-length", Integer.toString(body.length));
    all.putAll(headers);
    StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
    all.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    request.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    request.writeBytes(body);
    return request.toByteArray();
  }

  private static void write(Socket socket, byte[] request) {
    try {
      socket.getOutputStream().write(request);
    } catch (IOException e) {
      // The router may refuse a body before all of it was sent; its answer is what counts.
    }
  }

  /** A request that was sent; its answer is read by the caller. */
  public static final class Call implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;
    private HttpMessage head;
    private HttpMessage.BodyReader reader;

    private Call(Socket socket, InputStream in) {
      this.socket = socket;
      this.in = in;
    }

    /** Waits for the head of the answer. */
    public HttpMessage head() throws IOException {
      if (head == null) {
        head = HttpMessage.readHead(in);
        if (head == null) {
          throw new IOException("connection closed without an answer");
        }
        reader = head.bodyReader(in, true);
      }
      return head;
    }

    /** The next piece of the body as it arrives, null at its end. */
    public byte[] next() throws IOException {
      head();
      return reader.next();
    }

    public Answer readAll() throws IOException {
      HttpMessage message = head().withBody(reader.readAll());
      Instant now = Instant.now();
      return new Answer(Integer.parseInt(message.firstLine().split(" ", 3)[1]), message, now);
    }

    /** Reads to the end or to where the connection breaks; true if it broke. */
    public boolean readUntilBroken(ByteArrayOutputStream into) throws IOException {
      head();
      try {
        for (byte[] piece = reader.next(); piece != null; piece = reader.next()) {
          into.writeBytes(piece);
        }
        return false;
      } catch (IOException e) {
        return true;
      }
    }

    /** Hangs up. */
    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
