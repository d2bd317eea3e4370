package io.semanticrouter.upstream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsageStripperTest {
  private static final int STREAMS = 3_000;

  private static final String HEAD =
      "data: {\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"model\":\"m\",\"choices\":[";
  private static final String TOKEN =
      HEAD + "{\"index\":0,\"delta\":{\"content\":\"Hällo\"}}]}\n\n";
  private static final String USAGE =
      HEAD + "],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2,\"total_tokens\":5}}\n\n";
  private static final String DONE = "data: [DONE]\n\n";

  private final UsageStripper stripper = new UsageStripper();

  private String pass(String chunk) {
    return stripper.pass(Buffer.buffer(chunk)).toString();
  }

  /** What comes out of a whole stream, cut into chunks of at most a size. */
  private static byte[] strip(byte[] stream, Random cuts, int largest) {
    UsageStripper stripper = new UsageStripper();
    Buffer relayed = Buffer.buffer();
    int from = 0;
    while (from < stream.length) {
      int to = Math.min(stream.length, from + 1 + cuts.nextInt(largest));
      relayed.appendBuffer(stripper.pass(Buffer.buffer(Arrays.copyOfRange(stream, from, to))));
      from = to;
    }
    return relayed.appendBuffer(stripper.end()).getBytes();
  }

  private static String strip(String stream) {
    return new String(strip(stream.getBytes(UTF_8), new Random(1), 1), UTF_8);
  }

  @Test
  void takesTheUsageEventOut() {
    // When
    String relayed = pass(TOKEN) + pass(USAGE) + pass(DONE);

    // Then
    assertThat(relayed).isEqualTo(TOKEN + DONE);
    assertThat(stripper.end().length()).isZero();
  }

  @Test
  void givesAChunkThatHasNoneAwayUncopied() {
    // Given
    Buffer chunk = Buffer.buffer(TOKEN + TOKEN + DONE);

    // When
    Buffer relayed = stripper.pass(chunk);

    // Then
    assertThat(relayed).isSameAs(chunk);
  }

  @Test
  void holdsBackNothingButTheEventThatMayBeIt() {
    // When, Then: comments, other fields' lines and finished events go at once
    assertThat(pass(": ping\n")).isEqualTo(": ping\n");
    assertThat(pass("\n" + TOKEN + "data: {\"id\":\"c1\",\"cho")).isEqualTo("\n" + TOKEN);
    // a token shows itself with the first byte within its choices
    assertThat(pass("ices\":[")).isEmpty();
    assertThat(pass("{")).isEqualTo("data: {\"id\":\"c1\",\"choices\":[{");
    assertThat(pass("\"ind")).isEqualTo("\"ind");
    assertThat(pass("ex\":0}]}\n\n")).isEqualTo("ex\":0}]}\n\n");
    // and what is no JSON object shows itself with its first byte
    assertThat(pass("data: [")).isEqualTo("data: [");
    assertThat(pass("DONE]\n")).isEqualTo("DONE]\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "data: {\"choices\":[],\"usage\":{}}\n\n",
        "data:{\"usage\" : { \"a\" : [ { } , \"}\\\"\" ] } , \"choices\" : [ ] }\n\n",
        "data: {\"x\":{\"choices\":[1],\"usage\":null},\"choices\":[],\"usage\":{}}\n\n",
        "data: {\"choices\":\ndata: [],\ndata:\"usage\":{}}\n\n",
        "event: message\nid: 7\nretry: 5\n: comment\ndata: {\"choices\":[],\"usage\":{}}\n\n",
        "data: {\"choices\":[],\"usage\":{}}\r\n\r\n",
        "data: {\"choices\":[],\"usage\":{}}\r\r",
        "data\nevent\ndata: {\"choices\":[],\"usage\":{}}\n\n",
      })
  void knowsItInAllItsForms(String usage) {
    // When
    String relayed = strip(TOKEN + usage + DONE);

    // Then
    assertThat(relayed).isEqualTo(TOKEN + DONE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "data: {\"choices\":[{\"index\":0}],\"usage\":{\"total_tokens\":5}}\n\n",
        "data: {\"choices\":[],\"usage\":null}\n\n",
        "data: {\"choices\":null,\"usage\":{}}\n\n",
        "data: {\"choices\":[]}\n\n",
        "data: {\"usage\":{}}\n\n",
        "data: {\"choices\":[],\"usage\":{}\n\n",
        "data: {\"choices\":[],\"usage\":{}}}\n\n",
        "data: {\"choices\":[],\"usage\":{}} {}\n\n",
        "data: {\"choices\":[],\"usage\":{x}}\n\n",
        "data: {\"choices\":[],\"usage\":[}]}\n\n",
        "data: [{\"choices\":[],\"usage\":{}}]\n\n",
        "Data: {\"choices\":[],\"usage\":{}}\n\n",
        "database: {\"choices\":[],\"usage\":{}}\n\n",
        ": {\"choices\":[],\"usage\":{}}\n\n",
        "da\ndata: {\"choices\":[],\"usage\":{}}\n\n",
        "{\"choices\":[],\"usage\":{}}\n\n",
        "data: {\"choices\":[],\"usage\":{\"a\":\"\nb\"}}\n\n",
        "\u0000",
        "\n\r\n\r\r",
      })
  void leavesEverythingElse(String event) {
    // When
    String relayed = strip(TOKEN + event + DONE);

    // Then
    assertThat(relayed).isEqualTo(TOKEN + event + DONE);
  }

  @Test
  void takesOneOut() {
    // When
    String relayed = strip(TOKEN + USAGE + USAGE + DONE);

    // Then
    assertThat(relayed).isEqualTo(TOKEN + USAGE + DONE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "\r"})
  void takesALastEventOutThatHasNoBlankLine(String lineBreak) {
    // When
    String relayed = strip(TOKEN + USAGE.strip() + lineBreak);

    // Then
    assertThat(relayed).isEqualTo(TOKEN);
  }

  @Test
  void givesWhatItHeldBackWhenTheStreamBreaksOff() {
    // Given
    String cut = USAGE.substring(0, USAGE.length() - 10);

    // When
    String relayed = pass(TOKEN + cut) + stripper.end();

    // Then
    assertThat(relayed).isEqualTo(TOKEN + cut);
  }

  @Test
  void holdsNoMoreThanALimit() {
    // Given
    String endless = "data: {\"id\":\"" + "x".repeat(UsageStripper.MAX_EVENT + 1);

    // When
    String relayed = pass(endless);

    // Then
    assertThat(relayed).isEqualTo(endless);
    assertThat(pass("\",\"choices\":[],\"usage\":{}}")).startsWith("\",").endsWith("}}");
  }

  @Test
  void relaysLargeEventsWhole() {
    // Given
    byte[] tenMiB = TOKEN.replace("Hällo", "世界😀".repeat(1 << 20)).getBytes(UTF_8);

    // When
    byte[] relayed = strip(tenMiB, new Random(7), 2 * tenMiB.length);

    // Then
    assertThat(tenMiB).hasSizeGreaterThan(10 << 20);
    assertThat(relayed).isEqualTo(tenMiB);
  }

  @Test
  void givesTheSameBytesWhateverTheChunks() {
    // Given
    Random random = new Random(20_260_201);
    RandomStreams streams = new RandomStreams(random);

    for (int i = 0; i < STREAMS; i++) {
      RandomStreams.Stream stream = streams.next();
      int largest = 1 + random.nextInt(random.nextBoolean() ? 4 : 400);

      // When
      byte[] relayed = strip(stream.bytes(), random, largest);

      // Then
      assertThat(new String(relayed, UTF_8)).isEqualTo(stream.withoutUsage());
    }
  }
}
