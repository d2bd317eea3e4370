package io.semanticrouter.understanding;

import static org.assertj.core.api.Assertions.assertThat;

import io.semanticrouter.config.PiiType;
import io.semanticrouter.understanding.Reading.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextReaderTest {
  private static final WordPieces WORD_PIECES =
      new WordPieces(Vocabulary.read(EncoderModel.class.getResourceAsStream("vocab.txt")));
  private static final int ANNA = WORD_PIECES.tokenize("anna", 9).ids()[0];
  private static final int EVIL = WORD_PIECES.tokenize("evil", 9).ids()[0];
  private static final Calibration PLAIN = new Calibration(1, 0, 1, 0, 0);

  private final List<long[]> passes = new ArrayList<>();

  /** Finds "evil" an attack and "anna" a person; its category is the first id's. */
  private final class WordEncoder implements Encoder {
    @Override
    public Answer read(long[] ids, long[] cases) {
      passes.add(ids);
      float[] tags = new float[ids.length * EntityDecoder.TAGS];
      for (int i = 0; i < ids.length; i++) {
        tags[i * EntityDecoder.TAGS + (ids[i] == ANNA ? 1 : 0)] = 9;
      }
      boolean attack = Arrays.stream(ids).anyMatch(id -> id == EVIL);
      float[] category = new float[Labels.DOMAINS.size()];
      category[(int) (ids[1] % category.length)] = 4;
      float[] kinds = new float[Labels.ATTACK_KINDS.size()];
      kinds[attack ? 2 : 0] = 5;
      return new Answer(category, attack ? 3 : -3, kinds, tags, new float[] {0.6f, 0.8f});
    }

    @Override
    public float compare(long[] ids, long[] segments) {
      passes.add(ids);
      return 2;
    }

    @Override
    public void close() {}
  }

  private TextReader reader(int maxTokens) {
    return new TextReader(new WordEncoder(), WORD_PIECES, PLAIN, maxTokens);
  }

  @Test
  void readsAShortTextInOnePass() {
    // When
    Reading reading = reader(512).read("hello Anna");

    // Then
    assertThat(passes).hasSize(1);
    assertThat(passes.getFirst()).startsWith(WordPieces.CLS).endsWith(WordPieces.SEP);
    assertThat(reading.attack()).isLessThan(0.1);
    assertThat(reading.spans()).hasSize(1);
    Span span = reading.spans().getFirst();
    assertThat(span).isEqualTo(new Span(PiiType.PERSON, 6, 10, span.confidence()));
    assertThat(Arrays.stream(reading.domains()).sum()).isCloseTo(1, within());
  }

  @Test
  void findsAnAttackWhereverItStands() {
    for (String text :
        List.of("evil " + words(900), words(450) + "evil " + words(450), words(900) + "evil")) {
      // When
      Reading reading = reader(4096).read(text);

      // Then
      assertThat(reading.attack()).isGreaterThan(0.9);
      assertThat(reading.attackKinds()[2]).isGreaterThan(0.9);
      assertThat(reading.complete()).isTrue();
    }
  }

  @Test
  void readsTheEndsOfALongTextOnTheirOwn() {
    // When
    reader(4096).read("evil " + words(300));

    // Then: with the marks at both ends
    assertThat(passes.stream().map(ids -> ids.length)).contains(28 + 2, 56 + 2, 48 + 2);
    assertThat(passes.stream().filter(ids -> ids[1] == EVIL)).hasSize(3);
  }

  @Test
  void tagsWhatWindowsShareOnce() {
    // Given
    String text = "Anna ".repeat(300);

    // When
    List<Span> spans = reader(4096).read(text).spans();

    // Then
    assertThat(spans).hasSize(300);
    assertThat(spans).extracting(Span::start).doesNotHaveDuplicates();
    assertThat(spans).allMatch(s -> text.substring(s.start(), s.end()).equals("Anna"));
  }

  @Test
  void readsHeadAndTailOfATextBeyondItsLimitAndSaysSo() {
    // Given
    String text = "Anna " + words(2_000) + "evil " + words(2_000) + "😀 Anna";

    // When
    Reading reading = reader(256).read(text);

    // Then
    assertThat(reading.complete()).isFalse();
    assertThat(reading.attack()).isLessThan(0.1);
    assertThat(reading.spans())
        .extracting(Span::start)
        .containsExactly(0, text.length() - "Anna".length());
    assertThat(passes).hasSizeLessThanOrEqualTo(10);
  }

  @Test
  void comparesTwoTextsInOnePassUnlessTheyAreTooLong() {
    // When
    double together = reader(512).sameAnswer("one two", "three");
    double tooLong = reader(512).sameAnswer("one two", words(200));

    // Then
    assertThat(together).isCloseTo(Calibration.logistic(2 + Math.log(4)), within());
    assertThat(tooLong).isZero();
    assertThat(passes).hasSize(1);
    assertThat(Arrays.stream(passes.getFirst()).filter(id -> id == WordPieces.SEP)).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({
    "what does 💀 mean, what does 🙏 mean",
    "猫吃什么, 狗吃什么",
    "was heißt schwül, was heißt schwul",
    "what is 🙏 called, the name of 💀"
  })
  void takesNoTextsForTheSameWhoseDifferenceItDoesNotSee(String a, String b) {
    assertThat(reader(512).sameAnswer(a, b)).isZero();
    assertThat(passes).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"what does 💀 mean, tell me what 💀 means", "What is AIDS, what is aids"})
  void readsTextsThatDifferInWhatItSees(String a, String b) {
    assertThat(reader(512).sameAnswer(a, b)).isPositive();
  }

  @Test
  void readsAnEmptyText() {
    // When
    Reading reading = reader(512).read("");

    // Then
    assertThat(reading.spans()).isEmpty();
    assertThat(reading.complete()).isTrue();
  }

  private static String words(int count) {
    return "word ".repeat(count);
  }

  private static org.assertj.core.data.Offset<Double> within() {
    return org.assertj.core.data.Offset.offset(1e-6);
  }
}
