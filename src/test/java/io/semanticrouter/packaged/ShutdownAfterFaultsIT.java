package io.semanticrouter.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.semanticrouter.testing.Chats;
import io.semanticrouter.testing.FakeVllm;
import io.semanticrouter.testing.PackagedRouter;
import io.semanticrouter.testing.Reply;
import io.semanticrouter.testing.RouterClient;
import io.semanticrouter.testing.RouterHarness;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A stop waits for what is running, and not for what has ended in another way than it should. */
class ShutdownAfterFaultsIT extends PackagedTestBase {
  private static final Duration SLACK = Duration.ofSeconds(10);

  private final CountDownLatch gate = new CountDownLatch(1);
  private final String key = RouterHarness.nonce();

  @AfterEach
  void openGate() {
    gate.countDown();
  }

  @ParameterizedTest
  @EnumSource
  void requestsThatEndedBadlyAreNotWaitedFor(Ending ending) throws IOException {
    // Given
    String yaml = harness.configFile() + "\nserver: {shutdown_drain: 10m, max_body_bytes: 2000}\n";
    int exitCode;

    // When
    try (PackagedRouter router = PackagedRouter.start(yaml, Map.of())) {
      ending.meet(this, router);
      router.terminate();
      exitCode = router.exitCode(SLACK);
    }

    // Then
    assertThat(exitCode).isZero();
  }

  /** How a request may end other than with the backend's answer. */
  enum Ending {
    CLIENT_LEAVES_IN_MID_STREAM {
      @Override
      void meet(ShutdownAfterFaultsIT test, PackagedRouter router) throws IOException {
        test.harness.alpha().on(test.key, Reply.stream(3).heldAfter(1, test.gate));
        try (RouterClient.Call call =
            router
                .client()
                .openChat(Chats.streamed("general", Chats.smallTalk()), Chats.key(test.key))) {
          call.next();
        }
        test.harness.alpha().await(test.key).clientGone().join();
      }
    },
    CLIENT_LEAVES_UNANSWERED {
      @Override
      void meet(ShutdownAfterFaultsIT test, PackagedRouter router) throws IOException {
        test.harness.alpha().on(test.key, Reply.never());
        RouterClient.Call call =
            router.client().openChat(Chats.of("general", Chats.smallTalk()), Chats.key(test.key));
        test.harness.alpha().await(test.key);
        call.close();
        test.harness.alpha().await(test.key).clientGone().join();
      }
    },
    BACKEND_CLOSES_IN_MID_STREAM {
      @Override
      void meet(ShutdownAfterFaultsIT test, PackagedRouter router) throws IOException {
        test.readAll(router, Reply.stream(3).cutAfter(1));
      }
    },
    BACKEND_RESETS_IN_MID_STREAM {
      @Override
      void meet(ShutdownAfterFaultsIT test, PackagedRouter router) throws IOException {
        test.readAll(router, Reply.stream(3).resetAfter(1));
      }
    },
    BACKEND_RESETS_UNANSWERED {
      @Override
      void meet(ShutdownAfterFaultsIT test, PackagedRouter router) throws IOException {
        test.readAll(router, Reply.reset());
      }
    },
    BACKEND_CLOSES_IN_MID_STREAM_OF_HTTP_2 {
      @Override
      void meet(ShutdownAfterFaultsIT test, PackagedRouter router) {
        test.harness.alpha().on(test.key, Reply.stream(3).cutAfter(1));
        assertThat(test.readWithHttp2(router)).isEqualTo(HttpClient.Version.HTTP_2);
      }
    },
    REQUEST_IS_REFUSED {
      @Override
      void meet(ShutdownAfterFaultsIT test, PackagedRouter router) {
        router.client().send("GET", "/v1/chat/completions", Map.of(), new byte[0]);
        router.client().send("GET", "/v1/nowhere", Map.of(), new byte[0]);
        router.client().chat(Chats.unknownModel(), Map.of());
        router.client().chat("{", Map.of());
        router.client().chat(Chats.of("general", "x".repeat(3_000)), Map.of());
      }
    };

    abstract void meet(ShutdownAfterFaultsIT test, PackagedRouter router) throws IOException;
  }

  private void readAll(PackagedRouter router, Reply reply) throws IOException {
    harness.alpha().on(key, reply);
    try (RouterClient.Call call =
        router.client().openChat(Chats.streamed("general", Chats.smallTalk()), Chats.key(key))) {
      call.readUntilBroken(new ByteArrayOutputStream());
    }
  }

  /** Upgrades to HTTP/2 with a request that ends well, as the connection has to live on. */
  private HttpClient.Version readWithHttp2(PackagedRouter router) {
    URI base = URI.create("http://127.0.0.1:" + router.port());
    try (HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
      HttpResponse<Void> first =
          http.send(
              HttpRequest.newBuilder(base.resolve("/v1/models")).build(),
              HttpResponse.BodyHandlers.discarding());
      HttpRequest chat =
          HttpRequest.newBuilder(base.resolve("/v1/chat/completions"))
              .header("content-type", "application/json")
              .header(FakeVllm.KEY_HEADER, key)
              .POST(
                  HttpRequest.BodyPublishers.ofString(Chats.streamed("general", Chats.smallTalk())))
              .build();
      assertThatThrownBy(() -> http.send(chat, HttpResponse.BodyHandlers.ofString()))
          .isInstanceOf(IOException.class);
      return first.version();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
