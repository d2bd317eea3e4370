package io.semanticrouter.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import io.semanticrouter.testing.Chats;
import io.semanticrouter.testing.Exchange;
import io.semanticrouter.testing.FakeVllm;
import io.semanticrouter.testing.MetricsPage;
import io.semanticrouter.testing.PackagedRouter;
import io.semanticrouter.testing.Reply;
import io.semanticrouter.testing.RouterClient;
import io.semanticrouter.testing.RouterClient.Answer;
import io.semanticrouter.testing.RouterHarness;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file changes while the router runs. */
class LiveReloadIT extends PackagedTestBase {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int CLIENTS = 4;
  private static final int ROUNDS = 6;

  @TempDir Path folder;

  /** Where the router looks: a link, as in the folder of a ConfigMap. */
  private Path config;

  private int version;

  private PackagedRouter start(String yaml) throws IOException {
    Files.createSymbolicLink(folder.resolve("..data"), version(yaml).getFileName());
    config = Files.createSymbolicLink(folder.resolve("config.yaml"), Path.of("..data/config.yaml"));
    return PackagedRouter.start(yaml, Map.of("CONFIG_PATH", config.toString()));
  }

  private Path version(String yaml) throws IOException {
    Path target = Files.createDirectory(folder.resolve("..version" + version++));
    Files.writeString(target.resolve("config.yaml"), yaml);
    return target;
  }

  /** As the kubelet does it. */
  private void turnTheLink(String yaml) throws IOException {
    Path turned =
        Files.createSymbolicLink(folder.resolve("..data_tmp"), version(yaml).getFileName());
    Files.move(turned, folder.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
  }

  /** As editors do it. */
  private void rename(String yaml) throws IOException {
    Path edited = Files.writeString(folder.resolve("config.yaml.tmp"), yaml);
    Files.move(edited, config, StandardCopyOption.ATOMIC_MOVE);
  }

  private String file() {
    return harness.configFile() + "live_reload: {interval: 50ms}\n";
  }

  /** Two configurations that nobody may see mixed: each has a model and a prompt of its own. */
  private String file(String model, String prompt, int weightOfAlpha) {
    return file()
        .replace("model: math-large, score: 0.9", "model: %s, score: 0.9".formatted(model))
        .replace("model: general, score: 0.3", "model: law-strict, score: 0.3")
        .replace("You are a mathematics expert.", prompt)
        .replace("weight: 1}", "weight: %d}".formatted(weightOfAlpha));
  }

  private static String metrics(PackagedRouter router) {
    return router.management().send("GET", "/q/metrics", Map.of(), new byte[0]).text();
  }

  private static String log(PackagedRouter router) {
    return router.stderr() + router.stdout();
  }

  private static void await(String what, Callable<Boolean> condition) {
    Awaitility.await(what).atMost(PATIENCE).until(condition);
  }

  private static Answer ask(PackagedRouter router, String key) {
    return router.client().chat(Chats.of("auto", Chats.math()), Map.of(FakeVllm.KEY_HEADER, key));
  }

  private static void awaitModel(PackagedRouter router, String model) {
    await(
        "requests to go to " + model,
        () ->
            ask(router, RouterHarness.nonce())
                .header("x-vsr-selected-model")
                .orElseThrow()
                .equals(model));
  }

  /** What a client and the backend saw of one request. */
  private record Seen(int status, String model, String body) {}

  private Seen request(PackagedRouter router) {
    String key = RouterHarness.nonce();
    Answer answer = ask(router, key);
    List<Exchange> exchanges = new ArrayList<>(harness.alpha().exchanges(key));
    exchanges.addAll(harness.beta().exchanges(key));
    String body =
        exchanges.isEmpty() ? "" : new String(exchanges.getFirst().body(), StandardCharsets.UTF_8);
    return new Seen(answer.status(), answer.header("x-vsr-selected-model").orElse("none"), body);
  }

  @Test
  void appliesUnderLoadAndEveryRequestSeesOneConfiguration() throws Exception {
    // Given
    String first = file("math-large", "Prompt one.", 1);
    String second = file("general", "Prompt two.", 2);
    AtomicBoolean stop = new AtomicBoolean();
    AtomicInteger answered = new AtomicInteger();
    try (PackagedRouter router = start(first);
        ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<List<Seen>>> seen = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        seen.add(
            clients.submit(
                () -> {
                  List<Seen> all = new ArrayList<>();
                  while (!stop.get()) {
                    all.add(request(router));
                    answered.incrementAndGet();
                  }
                  return all;
                }));
      }

      // When
      try {
        for (int round = 0; round < ROUNDS; round++) {
          boolean toSecond = round % 2 == 0;
          if (round < ROUNDS / 2) {
            turnTheLink(toSecond ? second : first);
          } else {
            rename(toSecond ? second : first);
          }
          awaitModel(router, toSecond ? "general" : "math-large");
          int goal = answered.get() + 50;
          await("more requests", () -> answered.get() >= goal);
        }
      } finally {
        stop.set(true);
      }

      // Then
      List<Seen> all = new ArrayList<>();
      for (Future<List<Seen>> client : seen) {
        all.addAll(client.get());
      }
      assertThat(all).hasSizeGreaterThan(ROUNDS * 50).allMatch(s -> s.status() == 200);
      assertThat(all).extracting(Seen::model).containsOnly("math-large", "general");
      assertThat(all)
          .allSatisfy(
              s ->
                  assertThat(s.body())
                      .contains("\"" + s.model() + "\"")
                      .contains(s.model().equals("general") ? "Prompt two." : "Prompt one."));
      assertThat(reloaded(router)).isEqualTo(1);
    }
  }

  @Test
  void aRequestUnderWayIsFinishedByAnEndpointThatIsGone() throws Exception {
    // Given
    String key = RouterHarness.nonce();
    CountDownLatch gate = new CountDownLatch(1);
    harness.alpha().on(key, Reply.stream(5).heldAfter(1, gate));
    String without =
        file()
            .replaceFirst(" +- \\{name: alpha.*\\n", "")
            .replace("preferred_endpoints: [alpha]", "preferred_endpoints: [beta]");
    try (PackagedRouter router = start(file());
        RouterClient.Call open =
            router
                .client()
                .openChat(
                    Chats.streamed("general", Chats.smallTalk()),
                    Map.of(FakeVllm.KEY_HEADER, key))) {
      open.next();

      // When
      turnTheLink(without);
      await("alpha to be gone", () -> !ready(router).contains("\"alpha\""));

      // Then
      assertThat(router.client().chat(Chats.of("general", Chats.smallTalk()), Map.of()).status())
          .isEqualTo(200);
      assertThat(metrics(router)).contains("llm_endpoint_healthy{endpoint=\"alpha\"");

      // When
      gate.countDown();
      Answer answer = open.readAll();

      // Then
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.text()).endsWith("data: [DONE]\n\n");
      await(
          "alpha to be let go",
          () -> !metrics(router).contains("llm_endpoint_healthy{endpoint=\"alpha\""));
      assertThat(log(router)).contains("Endpoints that came: [], that went: [alpha]");
    }
  }

  private static String ready(PackagedRouter router) {
    return router.management().send("GET", "/q/health/ready", Map.of(), new byte[0]).text();
  }

  @Test
  void aFaultyFileChangesNothingAndSaysWhy() throws Exception {
    // Given
    try (PackagedRouter router = start(file())) {
      String before = info(router);

      // When
      rename(
          file()
              .replace("default_model: general", "default_model: generel")
              .replace("max_entries: 1000", "max_entries: many"));
      await("the metric", () -> reloaded(router) == 0);

      // Then
      assertThat(log(router))
          .contains("default_model = \\\"generel\\\": unknown model")
          .contains("semantic_cache.max_entries = \\\"many\\\": must be an integer");
      assertThat(info(router)).isEqualTo(before);
      assertThat(ask(router, RouterHarness.nonce()).header("x-vsr-selected-model"))
          .contains("math-large");

      // When
      rename(file("general", "Corrected.", 1).replace("max_entries: 1000", "max_entries: 7"));

      // Then
      awaitModel(router, "general");
      await("the metric", () -> reloaded(router) == 1);
      assertThat(info(router)).isNotEqualTo(before);
      assertThat(log(router))
          .contains("These changed keys need a restart: semantic_cache.max_entries");
    }
  }

  private static double reloaded(PackagedRouter router) {
    return MetricsPage.parse(metrics(router)).value("router_config_reload_success");
  }

  private static String info(PackagedRouter router) {
    return metrics(router)
        .lines()
        .filter(line -> line.startsWith("router_config_info{"))
        .reduce((a, b) -> a + b)
        .orElseThrow();
  }
}
