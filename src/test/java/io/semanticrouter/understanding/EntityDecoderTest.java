package io.semanticrouter.understanding;

import static org.assertj.core.api.Assertions.assertThat;

import io.semanticrouter.config.PiiType;
import io.semanticrouter.understanding.Reading.Span;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntityDecoderTest {
  private static final WordPieces WORD_PIECES =
      new WordPieces(Vocabulary.read(EncoderModel.class.getResourceAsStream("vocab.txt")));

  @ParameterizedTest
  @CsvSource({
    "Mazur-Lis, 5, true",
    "Mazur-Lis, 6, true",
    "29-year, 2, false",
    "29-year, 3, false",
    "Anna -Lis, 5, false",
    "Anna-, 4, false",
    "-Anna, 0, false",
    "-Anna, 1, false",
  })
  void joinsWordsAtAHyphenWithinLetters(String text, int at, boolean joined) {
    // When / Then
    assertThat(EntityDecoder.isJoined(text, at)).isEqualTo(joined);
  }

  @Test
  void partsOfADoubleNameVoteTogether() {
    // Given a name of which the encoder is sure of the first part alone
    String text = "ask mazur-lis now";
    Tokens tokens = WORD_PIECES.tokenize(text, 99);
    float[][] tags = new float[tokens.size()][EntityDecoder.TAGS];
    for (int i = 0; i < tags.length; i++) {
      int start = tokens.starts()[i];
      tags[i][start >= 4 && start < 9 ? 1 : 0] = start < 4 || start > 13 ? 9 : start < 9 ? 9 : 1;
    }

    // When
    List<Span> spans = EntityDecoder.decode(text, tokens, tags, 0);

    // Then
    assertThat(spans)
        .singleElement()
        .satisfies(
            span -> {
              assertThat(span.type()).isEqualTo(PiiType.PERSON);
              assertThat(text.substring(span.start(), span.end())).isEqualTo("mazur-lis");
            });
  }

  @ParameterizedTest
  @CsvSource({"Réka, 1", "table, 0"})
  void whereTheEncoderWaversANameIsAPerson(String word, int found) {
    // Given a word that is nothing rather than a person, by little
    Tokens tokens = WORD_PIECES.tokenize(word, 99);
    float[][] tags = new float[tokens.size()][EntityDecoder.TAGS];
    for (float[] of : tags) {
      of[0] = 5;
      of[1] = 4;
    }

    // When
    List<Span> spans = EntityDecoder.decode(word, tokens, tags, 0);

    // Then
    assertThat(spans).hasSize(found).allMatch(span -> span.type() == PiiType.PERSON);
  }
}
