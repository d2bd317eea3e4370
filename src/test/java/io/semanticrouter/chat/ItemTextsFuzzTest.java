package io.semanticrouter.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * No string of a value slips by, wherever it stands, unless its name keeps it from being a text.
 */
class ItemTextsFuzzTest {
  /** What the collector reads in a stream, this reads in a tree; names told twice have no tree. */
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  @DictionaryEntries({
    "\"id\":",
    "\"type\":",
    "\"text\":",
    "\"variables\":",
    "\"content\":",
    "\"image_url\":",
    "\"output\":",
    "[{",
    "}]",
    "[[",
    "]]",
    "{\"",
    "\\u0000",
    "\\ud83d",
    "1e999"
  })
  @FuzzTest
  void findsEveryText(byte[] value) throws IOException {
    Optional<JsonNode> tree = tree(value);
    if (tree.isEmpty()) {
      return;
    }
    List<String> texts = new ArrayList<>();
    try (JsonParser parser = BodyJson.open(value)) {
      JsonToken first = parser.nextToken();
      ItemTexts.collect(parser, first, texts);
      assertThat(parser.nextToken()).as("the value was read to its end").isNull();
    }
    assertThat(texts).isEqualTo(textsOf(tree.get(), new ArrayList<>()));
  }

  private static Optional<JsonNode> tree(byte[] value) {
    try {
      JsonNode tree = JSON.readTree(value);
      return tree.isMissingNode() ? Optional.empty() : Optional.of(tree);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static List<String> textsOf(JsonNode value, List<String> into) {
    if (value.isTextual()) {
      into.add(value.textValue());
    }
    value
        .properties()
        .forEach(
            member -> {
              if (member.getKey().equals("variables") && member.getValue().isObject()) {
                member.getValue().forEach(variable -> textsOf(variable, into));
              } else if (ItemTexts.isText(member.getKey())) {
                textsOf(member.getValue(), into);
              }
            });
    if (value.isArray()) {
      value.forEach(element -> textsOf(element, into));
    }
    return into;
  }
}
