package io.semanticrouter.upstream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.semanticrouter.testing.RouterHarness;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonSkimTest {
  private static String skim(String json, int piece) {
    JsonSkim skim = new JsonSkim(1 << 20);
    byte[] bytes = json.getBytes(UTF_8);
    for (int from = 0; from < bytes.length; from += piece) {
      skim.read(java.util.Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + piece)));
    }
    return new String(skim.rest(), UTF_8);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "{\"a\":[{\"b\":{\"c\":1}},{\"b\":[1,2]}]} | {\"a\":[{\"b\":{}},{\"b\":[]}]}",
        "{\"a\":[{\"b\":\"}]\\\"\\\\\"}],\"u\":{\"n\":1}} | {\"a\":[{\"b\":\"}]\\\"\\\\\"}],\"u\":{\"n\":1}}",
        "{\"a\":[[[[\"]\",{}]]]],\"u\":2} | {\"a\":[[[]]],\"u\":2}",
      })
  void emptiesWhatIsNestedDeep(String json, String skimmed) {
    for (int piece = 1; piece <= json.length(); piece++) {
      assertThat(skim(json, piece)).isEqualTo(skimmed);
    }
  }

  @Test
  void emptiesLongStrings() {
    assertThat(skim("{\"a\":\"" + "é".repeat(256) + "\",\"b\":\"" + "x".repeat(513) + "\"}", 7))
        .isEqualTo("{\"a\":\"" + "é".repeat(256) + "\",\"b\":\"\"}");
  }

  @Test
  void givesUpWhereTooMuchIsLeft() {
    // Given
    JsonSkim skim = new JsonSkim(100);

    // When
    skim.read("[1,2,3,4]".repeat(100).getBytes(UTF_8));

    // Then
    assertThat(skim.rest()).isNull();
  }

  @Test
  void takesAnyBytes() {
    // Given
    Random random = new Random(RouterHarness.nonce().hashCode());
    byte[] noise = new byte[64];
    for (int i = 0; i < 10_000; i++) {
      random.nextBytes(noise);
      for (int j = 0; j < noise.length; j += 1 + random.nextInt(4)) {
        noise[j] = (byte) "{}[]\"\\,".charAt(random.nextInt(7));
      }
      JsonSkim skim = new JsonSkim(1_000);

      // When
      skim.read(noise);

      // Then
      assertThat(skim.rest()).hasSizeLessThanOrEqualTo(2 * noise.length);
    }
  }

  @Test
  void leavesJson() throws Exception {
    // When
    String left =
        skim("{\"data\":[{\"e\":[0.1,-2e5],\"i\":0,\"x\":null}],\"u\":{\"d\":{\"n\":{}}}}", 3);

    // Then
    assertThat(new ObjectMapper().readTree(left).toString())
        .isEqualTo("{\"data\":[{\"e\":[],\"i\":0,\"x\":null}],\"u\":{\"d\":{\"n\":{}}}}");
  }
}
