package io.semanticrouter.security.jailbreak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PatternBookReaderTest {
  private static final String HEAD = "class reported they\nclass telling ignore\n";

  @ParameterizedTest
  @ValueSource(strings = {"open the door", "open that big door", "shut the door", "open\ndoor"})
  void matchesWordsWithGaps(String text) {
    assertThat(match(text)).containsExactly("door.open");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "open",
        "door open",
        "open a very big red door",
        "please open it now. The door",
      })
  void keepsToOrderGapAndSentence(String text) {
    assertThat(match(text)).isEmpty();
  }

  @Test
  void anchorsPatternsToSentences() {
    // Given
    PatternBook book = PatternBookReader.read(HEAD + "attack a.b persona 0.5\n  ^ go now $\n");

    // Then
    assertThat(match(book, "Wait here. Go now! Thanks.")).containsExactly("a.b");
    assertThat(match(book, "you go now")).isEmpty();
    assertThat(match(book, "go now and rest")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "verb x",
        "attack a.b no_such_type 0.5",
        "attack a.b persona much",
        "  word",
        "attack a.b persona 0.5\n  @missing",
        "attack a.b persona 0.5\n  a ~99 b",
      })
  void saysWhichLineIsWrong(String source) {
    assertThatThrownBy(() -> PatternBookReader.read(source))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching("line [12]: .*");
  }

  private static List<String> match(String text) {
    return match(
        PatternBookReader.read(
            HEAD + "class move open shut\nattack door.open persona 0.5\n  @move ~2 door\n"),
        text);
  }

  private static List<String> match(PatternBook book, String text) {
    NormalizedText plain = TextNormalizer.normalize(text);
    Tokens tokens = Tokenizer.tokenize(book, plain.chars(), plain.length());
    return PatternMatcher.match(book, tokens).stream()
        .map(match -> book.rule(match.rule()).name())
        .toList();
  }
}
