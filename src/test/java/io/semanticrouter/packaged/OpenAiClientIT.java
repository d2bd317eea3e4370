package io.semanticrouter.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.semanticrouter.testing.CommandLine;
import io.semanticrouter.testing.CommandLine.Finished;
import io.semanticrouter.testing.PackagedRouter;
import io.semanticrouter.testing.Reply;
import io.semanticrouter.testing.RouterHarness;
import io.semanticrouter.testing.TraceView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The official client for JavaScript, at the version of its lock file, as the router's client. */
class OpenAiClientIT {
  private static final Path SOURCE = Path.of("src", "test", "npm");
  private static final Path FOLDER = Path.of("target", "npm");

  private static RouterHarness harness;
  private static PackagedRouter router;
  private static JsonNode seen;

  @BeforeAll
  static void talk() throws IOException {
    Assumptions.assumeTrue(CommandLine.isInstalled("npm"), "npm and node are needed");
    Files.createDirectories(FOLDER);
    for (String file : List.of("package.json", "package-lock.json", "client.mjs")) {
      Files.write(FOLDER.resolve(file), Files.readAllBytes(SOURCE.resolve(file)));
    }
    assertSuccess(CommandLine.run(FOLDER, "npm", "ci", "--no-audit", "--no-fund"));
    harness = RouterHarness.start();
    router = PackagedRouter.start(harness.configFile(), Map.of());
    Finished client =
        CommandLine.run(
            FOLDER,
            "node",
            "client.mjs",
            "http://127.0.0.1:" + router.port() + "/v1",
            RouterHarness.nonce());
    assertSuccess(client);
    seen = new ObjectMapper().readTree(client.stdout());
  }

  @AfterAll
  static void stop() {
    if (router != null) {
      router.close();
    }
    if (harness != null) {
      harness.stop();
    }
  }

  @Test
  void listsTheModels() {
    assertThat(seen.get("models"))
        .extracting(JsonNode::asText)
        .contains("auto", "math-large", "code-large", "law-strict", "general");
  }

  @Test
  void readsAWholeAnswer() {
    JsonNode whole = seen.get("whole");
    assertThat(whole.get("content").asText()).isEqualTo("A short answer.");
    assertThat(whole.get("finishReason").asText()).isEqualTo("stop");
    assertThat(whole.get("totalTokens").asInt()).isEqualTo(18);
    assertThat(whole.get("selectedModel").asText()).isEqualTo("math-large");
    assertThat(whole.get("traceresponse").asText()).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01");
  }

  @Test
  void readsAStream() {
    // The fake's default stream: three words, the end, the usage.
    Reply.Stream script = Reply.stream(3).withUsage();
    JsonNode streamed = seen.get("streamed");
    assertThat(streamed.get("chunks").asInt()).isEqualTo(script.events().size() - 1);
    assertThat(streamed.get("text").asText()).isEqualTo("word0 word1 é word2 é");
    assertThat(streamed.get("finishReason").asText()).isEqualTo("stop");
    assertThat(streamed.get("totalTokens").asInt()).isEqualTo(14);
  }

  @Test
  void mayLeaveAStream() {
    assertThat(seen.get("abandoned").get("id").asText()).isEqualTo("chatcmpl-fake");
  }

  @Test
  void readsARefusalAsAnAnswer() {
    assertThat(seen.get("blocked").get("finishReason").asText()).isEqualTo("content_filter");
    assertThat(seen.get("blocked").get("totalTokens").asInt()).isZero();
  }

  @Test
  void getsItsOwnKindsOfErrors() {
    assertError("unknownModel", "NotFoundError", 404);
    assertThat(seen.get("unknownModel").get("code").asText()).isEqualTo("model_not_found");
    assertError("malformed", "BadRequestError", 400);
    assertError("unreachable", "InternalServerError", 502);
    assertThat(seen.get("unreachable").get("code").asText()).isEqualTo("bad_gateway");
  }

  @Test
  void isTraced() {
    // Given
    String traceId = seen.get("whole").get("traceresponse").asText().split("-", 4)[1];

    // When
    TraceView trace = harness.receiver().awaitTrace(traceId);

    // Then
    assertThat(trace.spans()).hasSize(9);
    assertThat(trace.faults()).isEmpty();
  }

  private static void assertError(String what, String name, int status) {
    assertThat(seen.get(what).get("name").asText()).isEqualTo(name);
    assertThat(seen.get(what).get("status").asInt()).isEqualTo(status);
  }

  private static void assertSuccess(Finished command) {
    assertThat(command.exitCode()).as("%s%n%s", command.stdout(), command.stderr()).isZero();
  }
}
