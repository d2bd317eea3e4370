import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Opens streams at {@code Backend} and at what stands before it, and measures them. It is told what
 * to do on standard input, one order a line, its words divided by tabs, so that it stays warm
 * between two measurements:
 *
 * <ul>
 *   <li>{@code run PORT STREAMS TIMES COMMAND HEADER...}: so many streams at a time, each so often
 *       anew on its connection, after a first one that does not count. They begin one after the
 *       other, spread over the length of a stream, so new ones begin while others are under way.
 *       Prints {@code streams}, then in microseconds p50 and p99 of the time to the first chunk and
 *       p50 and p99 of the chunks' lag, then how many streams ended well and how many did not. The command is a word of {@code Backend},
 *       {@code leave} to go away in the middle, or {@code -}.
 *   <li>{@code hold PORT STREAMS COMMAND}: opens streams, reads one chunk of each and no more,
 *       prints {@code held} and how many.
 *   <li>{@code drop}: closes them, prints {@code dropped}.
 * </ul>
 */
final class Load {
  private static final int CHUNKS_BEFORE_LEAVING = 10;
  private static final int TIMEOUT_MS = 30_000;
  private static final int STREAM_MS = 800; // how long Backend's streams last

  private static final AtomicInteger PROMPTS = new AtomicInteger();
  private static final String PROMPT =
      "A teacher shows her class two pendulums, one a heavy brass ball on a thin wire and the other"
          + " a light wooden ball on a cord of twice the length, and asks which will swing more"
          + " slowly when both are released from the same small angle. One student believes that"
          + " gravity pulls harder on the heavy ball, so it must be the faster; another thinks of"
          + " energy and velocity and argues that mass cancels out of the equation. Explain, step"
          + " by step, which student is right and how the period depends on the length.";

  private final List<Socket> held = new ArrayList<>();

  public static void main(String[] args) throws IOException {
    Load load = new Load();
    BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    for (String order = orders.readLine(); order != null; order = orders.readLine()) {
      System.out.println(load.obey(order.split("\t")));
    }
  }

  private String obey(String[] words) throws IOException {
    return switch (words[0]) {
      case "run" ->
          run(
              new Target(number(words[1]), words[4], List.of(words).subList(5, words.length)),
              number(words[2]),
              number(words[3]));
      case "hold" -> hold(new Target(number(words[1]), words[3], List.of()), number(words[2]));
      case "drop" -> drop();
      default -> throw new IllegalArgumentException("no such order: " + words[0]);
    };
  }

  private static int number(String word) {
    return Integer.parseInt(word);
  }

  /**
   * Where streams are asked for, and how.
   *
   * @param headers further ones, as {@code name: value}
   */
  private record Target(int port, String command, List<String> headers) {
    boolean leaves() {
      return command.equals("leave");
    }

    Socket connect() throws IOException {
      Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(TIMEOUT_MS);
      return socket;
    }

    byte[] request() {
      boolean plain = command.equals("-") || leaves();
      String body =
          """
          {"model":"paced","stream":true,"max_tokens":256,"messages":[{"role":"user","content":"%s %d %s"}]}\
          """
              .formatted(PROMPT, PROMPTS.incrementAndGet(), plain ? "" : "bench:" + command);
      StringBuilder head =
          new StringBuilder("POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\n");
      headers.forEach(header -> head.append(header).append("\r\n"));
      head.append("Content-Type: application/json\r\nContent-Length: ").append(body.length());
      return (head + "\r\n\r\n" + body).getBytes(StandardCharsets.US_ASCII);
    }
  }

  /** The streams of one connection, one after the other. */
  private static final class Client {
    private final Target target;
    private final List<Stamps> whole = new ArrayList<>();
    private int errors;
    private Socket socket;
    private HttpReader in;

    Client(Target target) {
      this.target = target;
    }

    Client run(int delayMs, int times) throws InterruptedException, IOException {
      Thread.sleep(delayMs);
      tryStream();
      whole.clear();
      for (int time = 0; time < times; time++) {
        tryStream();
      }
      close();
      return this;
    }

    private void tryStream() throws IOException {
      try {
        connect();
        stream();
      } catch (IOException broken) {
        errors++;
        close();
      }
    }

    private void connect() throws IOException {
      if (socket == null) {
        socket = target.connect();
        in = new HttpReader(socket.getInputStream());
      }
    }

    private void close() throws IOException {
      if (socket != null) {
        socket.close();
        socket = null;
      }
    }

    private void stream() throws IOException {
      byte[] request = target.request();
      OutputStream out = socket.getOutputStream();
      Stamps stamps = new Stamps(target.leaves() ? CHUNKS_BEFORE_LEAVING : Stamps.NO_BOUND);
      out.write(request);
      HttpReader.Head head = in.head();
      if (head == null || !head.first().contains(" 200")) {
        throw new IOException("no stream");
      }
      try {
        in.body(head, stamps);
      } catch (Stamps.Enough left) {
        close();
        return;
      }
      if (!stamps.isWhole()) {
        throw new IOException("not the whole stream");
      }
      whole.add(stamps);
      if (head.closes()) {
        close();
      }
    }
  }

  private static String run(Target target, int streams, int times) {
    AtomicInteger begun = new AtomicInteger();
    List<Client> clients =
        inParallel(
            streams,
            () ->
                new Client(target).run(begun.getAndIncrement() * STREAM_MS / streams, times));
    List<Stamps> whole = clients.stream().flatMap(client -> client.whole.stream()).toList();
    int errors = clients.stream().mapToInt(client -> client.errors).sum();
    long[] first = whole.stream().mapToLong(stamps -> stamps.firstChunk()).sorted().toArray();
    long[] lags =
        whole.stream().flatMapToLong(stamps -> Arrays.stream(stamps.lags())).sorted().toArray();
    return "streams %d %d %d %d %d %d"
        .formatted(
            micros(first, 50),
            micros(first, 99),
            micros(lags, 50),
            micros(lags, 99),
            whole.size(),
            errors);
  }

  private String hold(Target target, int streams) {
    held.addAll(inParallel(streams, () -> firstChunkOf(target)));
    return "held " + held.size();
  }

  private static Socket firstChunkOf(Target target) throws IOException {
    Socket socket = target.connect();
    Stamps stamps = new Stamps(1);
    socket.getOutputStream().write(target.request());
    HttpReader in = new HttpReader(socket.getInputStream());
    try {
      in.body(in.head(), stamps);
    } catch (Stamps.Enough first) {
      return socket;
    }
    throw new IOException("the stream ended");
  }

  private String drop() throws IOException {
    for (Socket socket : held) {
      socket.close();
    }
    held.clear();
    return "dropped";
  }

  private static <T> List<T> inParallel(int times, Callable<T> task) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<T> results = new ArrayList<>();
      for (Future<T> future : threads.invokeAll(Collections.nCopies(times, task))) {
        results.add(future.get());
      }
      return results;
    } catch (InterruptedException | ExecutionException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private static long micros(long[] sortedNanos, int percentile) {
    if (sortedNanos.length == 0) {
      return 0;
    }
    int place = (sortedNanos.length * percentile + 99) / 100 - 1;
    return sortedNanos[place] / 1_000;
  }
}
