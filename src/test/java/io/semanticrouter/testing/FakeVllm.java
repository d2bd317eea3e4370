package io.semanticrouter.testing;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLServerSocket;
import org.awaitility.Awaitility;

/**
 * A backend on loopback that does as it is told: plain sockets, so that it can also do what no HTTP
 * server library allows. Every request is recorded as it stood on the wire.
 *
 * <p>The reply to a chat request is chosen by, in this order: the request's {@value #KEY_HEADER}
 * header ({@link #on}), the queue of {@link #next}, else a short complete answer in the shape of
 * the request's API, streamed where the body asks for it, with usage where it asks for that. The
 * header keeps tests apart that share one fake.
 */
public final class FakeVllm implements AutoCloseable {
  /** Names the script that answers this request. */
  public static final String KEY_HEADER = "x-fake-key";

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final ServerSocket listener;
  private final String[] models;
  private final List<Exchange> exchanges = new CopyOnWriteArrayList<>();
  private final Map<String, Reply> byKey = new ConcurrentHashMap<>();
  private final Queue<Reply> queue = new ConcurrentLinkedQueue<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  private FakeVllm(ServerSocket listener, String[] models) {
    this.listener = listener;
    this.models = models;
  }

  /** Starts on a free port of 127.0.0.1; {@code models} is what it says it serves. */
  public static FakeVllm start(String... models) {
    return startAt(0, models);
  }

  /** The same on {@code port}, for one that goes away and comes back. */
  public static FakeVllm startAt(int port, String... models) {
    return start(ServerSocketFactory.getDefault(), port, false, models);
  }

  /**
   * The same over TLS.
   *
   * @param certificate name of the one it shows, see {@link Certificates}
   * @param exclusive true if its clients have to show one too
   */
  public static FakeVllm startTls(String certificate, boolean exclusive, String... models) {
    return start(Certificates.context(certificate).getServerSocketFactory(), 0, exclusive, models);
  }

  private static FakeVllm start(
      ServerSocketFactory sockets, int port, boolean exclusive, String... models) {
    try {
      ServerSocket listener =
          sockets.createServerSocket(port, 512, InetAddress.getLoopbackAddress());
      if (listener instanceof SSLServerSocket secured) {
        secured.setNeedClientAuth(exclusive);
      }
      FakeVllm fake = new FakeVllm(listener, models);
      Thread.ofVirtual().name("fake-vllm-accept").start(fake::accept);
      return fake;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return listener.getLocalPort();
  }

  public String baseUrl() {
    return "http://127.0.0.1:" + port();
  }

  /** The reply to every request that carries {@code key} in its {@value #KEY_HEADER}. */
  public void on(String key, Reply reply) {
    byKey.put(key, reply);
  }

  /** The reply to the next request that has no key of its own. */
  public void next(Reply reply) {
    queue.add(reply);
  }

  /** Every chat request so far, in the order of arrival. */
  public List<Exchange> exchanges() {
    return List.copyOf(exchanges);
  }

  /** The chat requests that carry {@code key}, so far. */
  public List<Exchange> exchanges(String key) {
    return exchanges.stream()
        .filter(exchange -> exchange.request().headerValues(KEY_HEADER).contains(key))
        .toList();
  }

  /** Waits for the first chat request that carries {@code key}. */
  public Exchange await(String key) {
    Awaitility.await("a request with key " + key).atMost(PATIENCE).until(() -> seen(key));
    return exchanges(key).getFirst();
  }

  /** Closes every connection and takes new ones. */
  public void hangUp() {
    open.forEach(FakeVllm::closeQuietly);
  }

  @Override
  public void close() {
    closeQuietly(listener);
    hangUp();
  }

  private boolean seen(String key) {
    return !exchanges(key).isEmpty();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        socket.setTcpNoDelay(true);
        open.add(socket);
        Thread.ofVirtual().name("fake-vllm-connection").start(() -> serve(socket));
      } catch (IOException e) {
        closeQuietly(listener);
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      boolean more = true;
      while (more) {
        more = serveOne(socket, in);
      }
    } catch (IOException e) {
      // The peer is gone or the script cut the connection: nothing more to serve here.
    } finally {
      open.remove(socket);
    }
  }

  /** Answers one request while this thread watches the connection; true if another may follow. */
  private boolean serveOne(Socket socket, InputStream in) throws IOException {
    HttpMessage head = HttpMessage.readHead(in);
    if (head == null) {
      return false;
    }
    HttpMessage request = head.withBody(head.bodyReader(in, false).readAll());
    Exchange exchange = new Exchange(request, socket);
    Reply reply = replyTo(exchange);
    Thread writer = Thread.ofVirtual().start(() -> play(reply, exchange));
    boolean alive = stillThere(in);
    if (!alive) {
      exchange.noticeClientGone();
    }
    join(writer);
    return alive && !socket.isClosed();
  }

  private static void play(Reply reply, Exchange exchange) {
    try {
      reply.play(exchange);
      exchange.finish();
    } catch (IOException e) {
      exchange.noticeClientGone();
    }
  }

  /** Blocks until the peer sends more or leaves; takes nothing from the stream. */
  private static boolean stillThere(InputStream in) {
    try {
      in.mark(1);
      int next = in.read();
      in.reset();
      return next >= 0;
    } catch (IOException e) {
      return false;
    }
  }

  private Reply replyTo(Exchange exchange) {
    if (exchange.path().endsWith("/v1/models")) {
      return Reply.status(200, FakeBodies.models(models));
    }
    if (exchange.path().endsWith("/health")) {
      return Reply.status(200, "");
    }
    exchanges.add(exchange);
    String key = exchange.request().header(KEY_HEADER).orElse("");
    Reply reply = byKey.containsKey(key) ? byKey.get(key) : queue.poll();
    return reply != null ? reply : byDefault(exchange);
  }

  private static Reply byDefault(Exchange exchange) {
    String body = exchange.request().bodyText();
    if (exchange.path().endsWith("/v1/responses")) {
      return body.matches("(?s).*\"stream\"\\s*:\\s*true.*")
          ? Reply.raw(FakeBodies.responseStream())
          : Reply.status(200, FakeBodies.response());
    }
    if (exchange.path().endsWith("/v1/embeddings")) {
      return Reply.status(200, FakeBodies.embedding());
    }
    boolean text = exchange.path().endsWith("/v1/completions");
    if (!body.matches("(?s).*\"stream\"\\s*:\\s*true.*")) {
      return text
          ? Reply.status(200, FakeBodies.textCompletion("A short text."))
          : Reply.answer("A short answer.");
    }
    boolean usage = body.matches("(?s).*\"include_usage\"\\s*:\\s*true.*");
    if (text) {
      return Reply.raw(FakeBodies.textStream(usage));
    }
    return usage ? Reply.stream(3).withUsage() : Reply.stream(3);
  }

  private static void join(Thread thread) throws IOException {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static void closeQuietly(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
