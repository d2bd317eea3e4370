package io.semanticrouter.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.semanticrouter.chat.ChatRequestReader;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CacheKeyTest {
  private static final String BASE =
      """
      {"model":"auto","messages":[{"role":"system","content":"Be brief."},\
      {"role":"user","content":"Hi \\"there\\""}],"temperature":0.5,"tools":[{"type":"function"}]}""";

  @ParameterizedTest
  @ValueSource(
      strings = {
        // white space between tokens, order of members
        """
        { "tools" : [ { "type" : "function" } ] ,\t"temperature" : 0.5,
          "messages" : [ {"role": "system", "content": "Be brief."},\r
                         {"role": "user", "content": "Hi \\"there\\""} ], "model" : "auto" }
        """,
        // members that do not change the answer
        """
        {"model":"auto","stream":true,"stream_options":{"include_usage":true},"user":"u","store":true,\
        "safety_identifier":"s","metadata":{"a":"b"},"messages":[{"role":"system","content":"Be brief."},\
        {"role":"user","content":"Hi \\"there\\""}],"temperature":0.5,"tools":[{"type":"function"}]}""",
      })
  void whatDoesNotChangeTheAnswerDoesNotCount(String same) {
    // When
    CacheKey key = key(same, "ann");

    // Then
    assertThat(key).isEqualTo(key(BASE, "ann"));
  }

  @Test
  void whatCanChangeTheAnswerCounts() {
    // Given
    String[] others = {
      BASE.replace("\"auto\"", "\"qwen3\""),
      BASE.replace("Be brief.", "Be  brief."),
      BASE.replace("Hi ", "Hi  "),
      BASE.replace("0.5", "0.50"),
      BASE.replace("0.5", "0.7"),
      BASE.replace("\"function\"", "\"other\""),
      BASE.replace("\"user\"", "\"tool\""),
      BASE.replace("\"temperature\":0.5,", ""),
      BASE.replace("\"temperature\"", "\"top_p\""),
      BASE.replace("\"temperature\"", "\"unheard_of\""),
      BASE.replace("{\"role\":\"system\",\"content\":\"Be brief.\"},", ""),
      BASE.replace("}],\"temp", "},{\"role\":\"assistant\",\"content\":\"x\"}],\"temp"),
    };
    Map<CacheKey, String> seen = new HashMap<>();
    seen.put(key(BASE, "ann"), BASE);

    for (String other : others) {
      // When
      String twin = seen.put(key(other, "ann"), other);

      // Then
      assertThat(twin).isNull();
    }
  }

  @Test
  void aCallerNeverSharesWithAnother() {
    // When
    CacheKey ann = key(BASE, "ann");
    CacheKey bob = key(BASE, "bob");
    CacheKey nobody = key(BASE, null);
    CacheKey empty = key(BASE, "");

    // Then
    assertThat(Set.of(ann, bob, nobody, empty)).hasSize(4);
    assertThat(ann.text()).isNotEqualTo(bob.text());
  }

  @Test
  void fieldsCannotRunIntoEachOther() {
    // When
    CacheKey shortCaller =
        key("{\"model\":\"m\",\"messages\":[{\"role\":\"user\"}],\"bc\":1}", "a");
    CacheKey longCaller = key("{\"model\":\"m\",\"messages\":[{\"role\":\"user\"}],\"c\":1}", "ab");
    CacheKey oneMember = key("{\"model\":\"m\",\"messages\":[{\"role\":\"user\"}],\"n\":12}", "a");
    CacheKey twoMembers =
        key("{\"model\":\"m\",\"messages\":[{\"role\":\"user\"}],\"n\":1,\"2\":2}", "a");

    // Then
    assertThat(Set.of(shortCaller, longCaller, oneMember, twoMembers)).hasSize(4);
  }

  @Test
  void onlyTheLastUserTextStandsOutsideThePartition() {
    // When
    CacheKey base = key(BASE, "ann");
    CacheKey otherQuestion = key(BASE.replace("Hi ", "Bye "), "ann");
    CacheKey otherSystem = key(BASE.replace("Be brief.", "Be long."), "ann");

    // Then
    assertThat(otherQuestion.partition()).isEqualTo(base.partition());
    assertThat(otherQuestion.text()).isNotEqualTo(base.text());
    assertThat(otherSystem.partition()).isNotEqualTo(base.partition());
  }

  @Test
  void earlierUserMessagesBelongToThePartition() {
    // Given
    String talk =
        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"A\"},"
            + "{\"role\":\"assistant\",\"content\":\"B\"},{\"role\":\"user\",\"content\":\"C\"},"
            + "{\"role\":\"tool\",\"content\":\"D\"}]}";

    // When
    CacheKey base = key(talk, "ann");

    // Then
    assertThat(key(talk.replace("\"C\"", "\"X\""), "ann").partition()).isEqualTo(base.partition());
    for (String earlier : new String[] {"\"A\"", "\"B\"", "\"D\""}) {
      assertThat(key(talk.replace(earlier, "\"X\""), "ann").partition())
          .isNotEqualTo(base.partition());
    }
  }

  @Test
  void imagesBelongToThePartitionAndTextsOfPartsDoNot() {
    // Given
    String parts =
        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"A\"},"
            + "{\"type\":\"image_url\",\"image_url\":{\"url\":\"i\",\"text\":\"no\"}}, \"B\"]}]}";

    // When
    CacheKey base = key(parts, "ann");

    // Then
    assertThat(key(parts.replace("\"A\"", "\"X\""), "ann").partition()).isEqualTo(base.partition());
    assertThat(key(parts.replace("\"B\"", "\"X\""), "ann").partition()).isEqualTo(base.partition());
    assertThat(key(parts.replace("\"i\"", "\"X\""), "ann").partition())
        .isNotEqualTo(base.partition());
    assertThat(key(parts.replace("\"no\"", "\"X\""), "ann").partition())
        .isNotEqualTo(base.partition());
    assertThat(key(parts.replace("\"A\"", "\"X\""), "ann")).isNotEqualTo(base);
  }

  @Test
  void textsOfPartsCannotRunIntoEachOther() {
    // Given
    String two = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":[\"%s\",\"%s\"]}]}";

    // When
    CacheKey early = key(two.formatted("a", "b\\nc"), "ann");
    CacheKey late = key(two.formatted("a\\nb", "c"), "ann");

    // Then
    assertThat(early.partition()).isEqualTo(late.partition());
    assertThat(early.text()).isNotEqualTo(late.text());
  }

  @Test
  void stringsThatLookLikeStructureAreStrings() {
    // When
    CacheKey quoted = key(BASE.replace("Be brief.", "a \\\\\\\" , b"), "ann");
    CacheKey other = key(BASE.replace("Be brief.", "a \\\\\\\", b"), "ann");

    // Then
    assertThat(quoted.partition()).isNotEqualTo(other.partition());
  }

  @Test
  void anotherConfigurationHasOtherAnswers() {
    assertThat(key(BASE, "ann", "before").partition())
        .isNotEqualTo(key(BASE, "ann", "after").partition());
  }

  @Test
  void showsAHashAndNothingElse() {
    // When
    CacheKey key = key(BASE, "ann");

    // Then
    assertThat(key.hash()).matches("[0-9a-f]{32}");
    assertThat(key).hasToString(key.hash());
  }

  private static CacheKey key(String body, String caller) {
    return key(body, caller, "");
  }

  private static CacheKey key(String body, String caller, String configuration) {
    return CacheKey.of(ChatRequestReader.read(body.getBytes(UTF_8)), caller, configuration);
  }
}
