import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Runs a router, sends it what production sends, and stops it: {@code java docker/Training.java
 * <command of the router>}. What the router loads and compiles meanwhile is what its AOT cache
 * holds. Ends with an error when the router does not start, answer or stop as it should.
 */
final class Training {
  /** Enough for the profiles that the cache keeps to name the hot methods. */
  private static final int ROUNDS = 500;

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final String CONFIG =
      """
      vllm_endpoints:
        - {name: training, address: 127.0.0.1, port: %d}
      model_config:
        training-model: {preferred_endpoints: [training]}
      default_model: training-model
      categories:
        - {name: physics, description: physics, model_scores: [{model: training-model, score: 0.9, use_reasoning: false}]}
      classifier:
        category_model: {enabled: true, threshold: 0.6}
        pii_model: {enabled: true, threshold: 0.7}
      prompt_guard: {enabled: true, threshold: 0.5}
      semantic_cache: {enabled: true, backend_type: memory, max_entries: 100, ttl_seconds: 60}
      observability:
        tracing:
          enabled: true
          exporter: {type: otlp, endpoint: "127.0.0.1:%d", insecure: true, protocol: grpc}
          sampling: {type: always_on}
      """;

  private static final String CHAT =
      """
      {"model": "auto", "stream": %b, "messages": [{"role": "user",
       "content": "Run %d: what is the velocity of light in a vacuum, and who measured it? Tell anna.schmidt@example.com."}]}
      """;

  private static final String ANSWER =
      """
      {"id": "chatcmpl-1", "object": "chat.completion", "created": 1, "model": "training-model",
       "choices": [{"index": 0, "message": {"role": "assistant", "content": "299792458 m/s"}, "finish_reason": "stop"}],
       "usage": {"prompt_tokens": 20, "completion_tokens": 8, "total_tokens": 28}}
      """;

  private static final String STREAMED =
      """
      data: {"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1, "model": "training-model", "choices": [{"index": 0, "delta": {"content": "299792458 m/s"}}]}

      data: {"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1, "model": "training-model", "choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]}

      data: [DONE]

      """;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final int port = freePort();
  private final int managementPort = freePort();

  private Training() throws IOException {}

  public static void main(String[] command) throws Exception {
    HttpServer backend =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    backend.createContext("/", Training::answer);
    backend.start();
    try {
      new Training().run(command, backend.getAddress().getPort());
    } finally {
      backend.stop(0);
    }
  }

  private void run(String[] command, int backendPort) throws Exception {
    Path config = Files.createTempFile("training", ".yaml");
    Path log = Files.createTempFile("training", ".log");
    Files.writeString(config, CONFIG.formatted(backendPort, freePort()));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().put("CONFIG_PATH", config.toString());
    builder.environment().put("QUARKUS_HTTP_PORT", Integer.toString(port));
    builder.environment().put("QUARKUS_MANAGEMENT_PORT", Integer.toString(managementPort));
    Process router = builder.start();
    try {
      awaitReady(router);
      for (int round = 0; round < ROUNDS; round++) {
        round(round);
      }
      stop(router);
    } catch (IOException | IllegalStateException e) {
      System.err.print(Files.readString(log));
      throw e;
    } finally {
      router.destroyForcibly();
      Files.delete(config);
      Files.delete(log);
    }
  }

  private void round(int round) throws IOException, InterruptedException {
    post("/v1/chat/completions", CHAT.formatted(round % 2 == 0, round));
    if (round % 10 == 0) {
      post("/api/v1/classify/intent", "{\"text\": \"What is the velocity of light?\"}");
      expectOk(port, "/v1/models");
      expectOk(managementPort, "/q/metrics");
      expectOk(managementPort, "/q/health/live");
      expectOk(managementPort, "/q/health/ready");
    }
  }

  private void awaitReady(Process router) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (status(managementPort, "/q/health/ready") != 200) {
      if (!router.isAlive() || System.nanoTime() > end) {
        throw new IllegalStateException("the router did not become ready");
      }
      Thread.sleep(20);
    }
  }

  private static void stop(Process router) throws InterruptedException {
    router.destroy();
    if (!router.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new IllegalStateException("the router did not stop");
    }
    if (router.exitValue() != 0 && router.exitValue() != 143) {
      throw new IllegalStateException("the router ended with " + router.exitValue());
    }
  }

  private void post(String path, String body) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(uri(port, path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IllegalStateException(path + ": " + response.statusCode() + response.body());
    }
  }

  private void expectOk(int at, String path) throws InterruptedException {
    int status = status(at, path);
    if (status != 200) {
      throw new IllegalStateException(path + ": " + status);
    }
  }

  /** The status of a GET; 0 where nothing listens. */
  private int status(int at, String path) throws InterruptedException {
    try {
      HttpRequest request = HttpRequest.newBuilder(uri(at, path)).build();
      return client.send(request, BodyHandlers.ofString()).statusCode();
    } catch (IOException notListening) {
      return 0;
    }
  }

  private static URI uri(int port, String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  private static void answer(HttpExchange exchange) throws IOException {
    String request = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    boolean stream = request.contains("\"stream\": true");
    String type = stream ? "text/event-stream" : "application/json";
    String body = stream ? STREAMED : ANSWER;
    if (exchange.getRequestURI().getPath().endsWith("/models")) {
      body = "{\"object\": \"list\", \"data\": [{\"id\": \"training-model\", \"object\": \"model\"}]}";
    }
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(200, bytes.length);
    try (var out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
