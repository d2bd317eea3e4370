import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A backend that takes its time and misbehaves on command: {@code java Backend.java DELAY_MS
 * PORT...}, on the loopback interface.
 *
 * <p>An answer comes after the delay. A stream is {@value #CHUNKS} chunks {@value #INTERVAL_MS} ms
 * apart, the first at once; each carries the moment it was sent, {@code @nanoseconds@} of the
 * machine's monotonic clock. A prompt that holds {@code bench:WORD} commands another behaviour, see
 * {@link #obey}.
 */
final class Backend {
  private static final int CHUNKS = 40;
  private static final int INTERVAL_MS = 20;
  private static final int CHUNKS_BEFORE_FAULT = 10;

  /** Longest that a silent connection is kept, in ms. */
  private static final int PATIENCE_MS = 120_000;

  private static final Pattern COMMAND = Pattern.compile("bench:([a-z]+)");
  private static final int DIGITS = 19; // of the greatest long

  private static final byte[] ANSWER =
      plain(
          "200 OK",
          """
          {"id":"chatcmpl-bench","object":"chat.completion","created":1767225600,"model":"paced",\
          "choices":[{"index":0,"message":{"role":"assistant","content":"The period of a pendulum grows \
          with the square root of its length and does not depend on its mass, so the longer one swings more \
          slowly."},"logprobs":null,"finish_reason":"stop"}],\
          "usage":{"prompt_tokens":118,"completion_tokens":31,"total_tokens":149}}\
          """);
  private static final byte[] MODELS =
      plain(
          "200 OK",
          """
          {"object":"list","data":[{"id":"paced","object":"model","created":1767225600,"owned_by":"bench"}]}\
          """);
  private static final byte[] STREAM_HEAD =
      ascii(
          "HTTP/1.1 200 OK\r\n"
              + "Content-Type: text/event-stream\r\n"
              + "Transfer-Encoding: chunked\r\n\r\n");
  private static final byte[] STREAM_END = ascii(chunked("data: [DONE]\n\n") + "0\r\n\r\n");
  private static final byte[] CHUNK = ascii(event("null"));
  private static final int FLOOD_BYTES = 64 << 20;
  private static final byte[] FLOOD = ascii(chunked(": " + "x".repeat(64 << 10) + "\n\n"));
  private static final byte[] LAST_CHUNK = ascii(event("\"stop\""));

  private final Socket socket;
  private final HttpReader in;
  private final OutputStream out;
  private final long delayMillis;

  private Backend(Socket socket, long delayMillis) throws IOException {
    this.socket = socket;
    this.in = new HttpReader(socket.getInputStream());
    this.out = socket.getOutputStream();
    this.delayMillis = delayMillis;
  }

  public static void main(String[] args) {
    long delayMillis = Long.parseLong(args[0]);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (String port : Arrays.copyOfRange(args, 1, args.length)) {
        threads.submit(() -> accept(Integer.parseInt(port), delayMillis));
      }
    }
  }

  private static Void accept(int port, long delayMillis) throws IOException {
    try (ServerSocket server = new ServerSocket(port, 4_096, InetAddress.getLoopbackAddress())) {
      for (; ; ) {
        Socket socket = server.accept();
        Thread.ofVirtual().start(() -> serve(socket, delayMillis));
      }
    }
  }

  private static void serve(Socket socket, long delayMillis) {
    try (socket) {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(PATIENCE_MS);
      Backend connection = new Backend(socket, delayMillis);
      boolean open = true;
      while (open) {
        open = connection.answerNext();
      }
    } catch (IOException gone) {
      // What the other side does is not this side's fault: those who measure count it.
    }
  }

  /** Answers one request; false if the connection is over. */
  private boolean answerNext() throws IOException {
    HttpReader.Head head = in.head();
    if (head == null) {
      return false;
    }
    String body = in.text(head);
    boolean open = true;
    if (head.first().startsWith("GET ")) {
      out.write(MODELS); // health checks want no more than a 200
    } else {
      Matcher command = COMMAND.matcher(body);
      boolean stream = body.contains("\"stream\":true") || body.contains("\"stream\": true");
      open = obey(command.find() ? command.group(1) : "", stream);
    }
    return open && !head.closes();
  }

  private boolean obey(String command, boolean stream) throws IOException {
    switch (command) {
      case "fail" -> out.write(plain("500 Internal Server Error", "{\"error\":{}}"));
      case "unavailable" -> out.write(plain("503 Service Unavailable", "{\"error\":{}}"));
      case "garbage" -> out.write(plain("200 OK", "\u0000\u0001 not JSON"));
      case "reset" -> {
        socket.setSoLinger(true, 0);
        return false;
      }
      case "cut" -> {
        begin(stream);
        return false;
      }
      case "stall" -> {
        begin(stream);
        in.awaitEnd();
        return false;
      }
      case "hold" -> {
        out.write(STREAM_HEAD);
        chunks(1);
        in.awaitEnd();
        return false;
      }
      case "flood" -> {
        out.write(STREAM_HEAD);
        flood();
        return false;
      }
      default -> {
        if (stream) {
          stream();
        } else {
          pause(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(delayMillis));
          out.write(ANSWER);
        }
      }
    }
    return true;
  }

  /** Of a stream its first chunks, of an answer the half. */
  private void begin(boolean stream) throws IOException {
    if (stream) {
      out.write(STREAM_HEAD);
      chunks(CHUNKS_BEFORE_FAULT);
    } else {
      out.write(ANSWER, 0, ANSWER.length / 2);
    }
  }

  private void stream() throws IOException {
    out.write(STREAM_HEAD);
    chunks(CHUNKS);
    out.write(STREAM_END);
  }

  private void chunks(int count) throws IOException {
    byte[] chunk = CHUNK.clone();
    long start = System.nanoTime();
    for (int i = 0; i < count; i++) {
      pause(start + TimeUnit.MILLISECONDS.toNanos((long) i * INTERVAL_MS));
      byte[] bytes = i == CHUNKS - 1 ? LAST_CHUNK.clone() : chunk;
      stamp(bytes);
      out.write(bytes);
    }
  }

  /** Writes as fast as it is read, and far more than anybody should keep. */
  private void flood() throws IOException {
    socket.setSendBufferSize(FLOOD.length); // else the kernel keeps megabytes for each
    chunks(1);
    for (int sent = 0; sent < FLOOD_BYTES; sent += FLOOD.length) {
      out.write(FLOOD);
    }
  }

  private static void pause(long until) {
    for (long left = until - System.nanoTime(); left > 0; left = until - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  /** Writes the time over the zeros between the two {@code @}. */
  private static void stamp(byte[] chunk) {
    int at = 0;
    while (chunk[at] != '@') {
      at++;
    }
    long rest = System.nanoTime();
    for (int i = at + DIGITS; i > at; i--) {
      chunk[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }

  private static String event(String finishReason) {
    return chunked(
        """
        data: {"id":"chatcmpl-bench","object":"chat.completion.chunk","created":1767225600,"model":"paced",\
        "choices":[{"index":0,"delta":{"role":"assistant","content":"@%s@ "},"finish_reason":%s}]}

        """
            .formatted("0".repeat(DIGITS), finishReason));
  }

  private static String chunked(String data) {
    return Integer.toHexString(data.length()) + "\r\n" + data + "\r\n";
  }

  private static byte[] plain(String status, String body) {
    return ascii(
        "HTTP/1.1 %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
            .formatted(status, body.length(), body));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
