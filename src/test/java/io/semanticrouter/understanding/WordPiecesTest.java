package io.semanticrouter.understanding;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class WordPiecesTest {
  private static final int NO_LIMIT = Integer.MAX_VALUE;

  private final WordPieces wordPieces =
      new WordPieces(Vocabulary.read(EncoderModel.class.getResourceAsStream("vocab.txt")));

  /** The reference's answers are made by training/encoder/reference.py. */
  @Test
  void givesTheIdsOfTheReferenceForFourThousandTexts() throws IOException {
    // Given
    List<JsonNode> reference = reference();
    List<String> wrong = new ArrayList<>();

    // When
    for (JsonNode row : reference) {
      Tokens tokens = wordPieces.tokenize(row.get("text").textValue(), NO_LIMIT);
      if (!ids(row).equals(boxed(tokens.ids()))) {
        wrong.add(row.get("text").textValue());
      }
    }

    // Then
    assertThat(reference).hasSize(4_000);
    assertThat(wrong).isEmpty();
  }

  @Test
  void saysWhereEveryPieceStandsInUtf16Units() {
    // Given
    String text = "😀 Zoë's unbelievability!";

    // When
    Tokens tokens = wordPieces.tokenize(text, NO_LIMIT);

    // Then
    List<String> pieces = new ArrayList<>();
    for (int i = 0; i < tokens.size(); i++) {
      pieces.add(text.substring(tokens.starts()[i], tokens.ends()[i]));
    }
    assertThat(pieces).startsWith("😀", "Zoë", "'", "s", "un").endsWith("!");
    assertThat(String.join("", pieces)).isEqualTo(text.replace(" ", ""));
  }

  @Test
  void tellsCapitalsApart() {
    // When
    Tokens tokens = wordPieces.tokenize("hello Anna NASA I", NO_LIMIT);

    // Then
    assertThat(tokens.cases()).containsExactly(0, 1, 2, 1);
  }

  @Test
  void stopsAtItsLimit() {
    // When
    Tokens tokens = wordPieces.tokenize("one two three four five", 3);

    // Then
    assertThat(tokens.size()).isEqualTo(3);
    assertThat(tokens.ends()[2]).isEqualTo("one two three".length());
  }

  @Test
  void takesTextsOfAnyForm() {
    for (String text :
        List.of("", " ", "\u0000", "\ud83d", "\udc00a", "\u0301", "a".repeat(5_000))) {
      // When
      Tokens tokens = wordPieces.tokenize(text, NO_LIMIT);

      // Then
      assertThat(tokens.size()).isLessThanOrEqualTo(2);
    }
  }

  private static List<JsonNode> reference() throws IOException {
    ObjectMapper json = new ObjectMapper();
    List<JsonNode> rows = new ArrayList<>();
    try (var in = WordPiecesTest.class.getResourceAsStream("reference-tokens.jsonl.gz");
        var lines =
            new BufferedReader(
                new InputStreamReader(new GZIPInputStream(in), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        rows.add(json.readTree(line));
      }
    }
    return rows;
  }

  private static List<Integer> ids(JsonNode row) {
    List<Integer> ids = new ArrayList<>();
    row.get("ids").forEach(id -> ids.add(id.intValue()));
    return ids;
  }

  private static List<Integer> boxed(int[] ids) {
    return java.util.Arrays.stream(ids).boxed().toList();
  }
}
