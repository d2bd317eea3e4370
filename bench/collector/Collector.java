import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/**
 * Two bad collectors on the loopback interface: {@code java Collector.java SILENT_PORT SLOW_PORT
 * DELAY_MS}. The first takes connections and what is sent, and never says a word. The second speaks
 * HTTP/1.1, since nginx stands before it with HTTP/2, and says OK after the delay.
 */
final class Collector {
  private static final byte[] EMPTY_GRPC_MESSAGE = new byte[5];

  private Collector() {}

  public static void main(String[] args) throws IOException {
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    InetAddress loopback = InetAddress.getLoopbackAddress();
    long delayNanos = Long.parseLong(args[2]) * 1_000_000;
    HttpServer slow =
        HttpServer.create(new InetSocketAddress(loopback, Integer.parseInt(args[1])), 128);
    slow.setExecutor(threads);
    slow.createContext("/", exchange -> answerLate(exchange, delayNanos));
    slow.start();
    try (ServerSocket silent = new ServerSocket(Integer.parseInt(args[0]), 128, loopback)) {
      while (true) {
        Socket socket = silent.accept();
        threads.execute(() -> swallow(socket));
      }
    }
  }

  private static void answerLate(HttpExchange exchange, long delayNanos) throws IOException {
    exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
    LockSupport.parkNanos(delayNanos);
    exchange.getResponseHeaders().set("content-type", "application/grpc");
    exchange.sendResponseHeaders(200, EMPTY_GRPC_MESSAGE.length);
    exchange.getResponseBody().write(EMPTY_GRPC_MESSAGE);
    exchange.close();
  }

  private static void swallow(Socket socket) {
    try (socket;
        InputStream in = socket.getInputStream()) {
      in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException _) {
      // The router gave up.
    }
  }
}
