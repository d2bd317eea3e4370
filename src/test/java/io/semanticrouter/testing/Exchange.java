package io.semanticrouter.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One request that a {@link FakeVllm} received and what became of it. */
public final class Exchange {
  private final HttpMessage request;
  private final Socket socket;
  private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
  private final CompletableFuture<Instant> clientGone = new CompletableFuture<>();
  private final CompletableFuture<Instant> finished = new CompletableFuture<>();
  private final CountDownLatch left = new CountDownLatch(1);

  Exchange(HttpMessage request, Socket socket) {
    this.request = request;
    this.socket = socket;
  }

  public HttpMessage request() {
    return request;
  }

  public String method() {
    return request.firstLine().split(" ", 3)[0];
  }

  public String path() {
    return request.firstLine().split(" ", 3)[1];
  }

  public byte[] body() {
    return request.body();
  }

  /** Tells the connections to this fake apart: the client's port. */
  public int connection() {
    return socket.getPort();
  }

  /** Body bytes written so far, without the transfer coding. */
  public byte[] sentBody() {
    synchronized (sent) {
      return sent.toByteArray();
    }
  }

  /** Completes when the peer closed or reset the connection before the answer was finished. */
  public CompletableFuture<Instant> clientGone() {
    return clientGone;
  }

  /** Completes after the last byte of the answer was written, also if the answer was cut. */
  public CompletableFuture<Instant> finished() {
    return finished;
  }

  /** Waits, but returns at once (false) when the client leaves. */
  boolean pause(Duration time) throws IOException {
    try {
      return !left.await(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  void head(int status, String contentType, String framing) throws IOException {
    String head =
        "HTTP/1.1 %d Fake\r\ncontent-type: %s\r\n%s\r\nx-backend: fake\r\n\r\n"
            .formatted(status, contentType, framing);
    OutputStream out = socket.getOutputStream();
    out.write(head.getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  void plain(byte[] body) throws IOException {
    socket.getOutputStream().write(body);
    record(body);
  }

  void chunk(byte[] body) throws IOException {
    ByteArrayOutputStream coded = new ByteArrayOutputStream();
    coded.writeBytes(
        (Integer.toHexString(body.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
    coded.writeBytes(body);
    coded.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().write(coded.toByteArray());
    record(body);
  }

  void lastChunk() throws IOException {
    socket.getOutputStream().write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
  }

  /** Drops the connection with a TCP reset. */
  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  /** Closes the connection in order, whatever of the answer is missing. */
  void close() throws IOException {
    socket.close();
  }

  void noticeClientGone() {
    if (!finished.isDone()) {
      clientGone.complete(Instant.now());
    }
    left.countDown();
  }

  void finish() {
    finished.complete(Instant.now());
  }

  private void record(byte[] body) {
    synchronized (sent) {
      sent.writeBytes(body);
    }
  }
}
