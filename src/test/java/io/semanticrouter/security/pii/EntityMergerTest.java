package io.semanticrouter.security.pii;

import static io.semanticrouter.config.PiiType.EMAIL_ADDRESS;
import static io.semanticrouter.config.PiiType.LOCATION;
import static io.semanticrouter.config.PiiType.PERSON;
import static io.semanticrouter.config.PiiType.PHONE_NUMBER;
import static io.semanticrouter.config.PiiType.STREET_ADDRESS;
import static org.assertj.core.api.Assertions.assertThat;

import io.semanticrouter.config.PiiType;
import io.semanticrouter.understanding.FakeUnderstanding;
import io.semanticrouter.understanding.Reading.Span;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntityMergerTest {
  private static Span span(String text, PiiType type, String part) {
    int start = text.indexOf(part);
    return new Span(type, start, start + part.length(), 0.9);
  }

  private static List<String> parts(String text, List<PiiEntity> entities) {
    return entities.stream().map(e -> e.type() + " " + text.substring(e.start(), e.end())).toList();
  }

  @Test
  void trimsPunctuationWhiteSpaceAndThePossessive() {
    // Given
    String text = "It is (Nadia Osei's) idea.";

    // When
    List<PiiEntity> merged =
        EntityMerger.merge(text, List.of(), List.of(span(text, PERSON, " (Nadia Osei's) ")));

    // Then
    assertThat(parts(text, merged)).containsExactly("PERSON Nadia Osei");
  }

  @Test
  void dropsASpanWithoutAnyLetter() {
    assertThat(EntityMerger.merge("a -- b", List.of(), List.of(new Span(PERSON, 1, 5, 0.9))))
        .isEmpty();
  }

  @Test
  void aTagGivesWayToWhatIsProven() {
    // Given
    String text = "call +49 30 901820 now";
    PiiEntity phone = new PiiEntity(PHONE_NUMBER, 5, 18, 0.8);

    // When
    List<PiiEntity> merged =
        EntityMerger.merge(text, List.of(phone), List.of(span(text, STREET_ADDRESS, "30 901820")));

    // Then
    assertThat(merged).containsExactly(phone);
  }

  @Test
  void aTagReplacesAMereShapeThatIsShorter() {
    // Given
    String text = "at 12 Oak Lane, 90210";
    PiiEntity shape = new PiiEntity(PHONE_NUMBER, 3, 5, 0.4);

    // When
    List<PiiEntity> merged =
        EntityMerger.merge(
            text, List.of(shape), List.of(span(text, STREET_ADDRESS, "12 Oak Lane")));

    // Then
    assertThat(parts(text, merged)).containsExactly("STREET_ADDRESS 12 Oak Lane");
  }

  @Test
  void whatATagCoversBesideAProvenStructureStaysCovered() {
    // Given
    String text = "Ana Ruiz ana@ruiz.es of Lugo";
    PiiEntity mail = new PiiEntity(EMAIL_ADDRESS, 9, 20, 1);

    // When
    List<PiiEntity> merged =
        EntityMerger.merge(text, List.of(mail), List.of(span(text, PERSON, text)));

    // Then
    assertThat(parts(text, merged))
        .containsExactly("PERSON Ana Ruiz", "EMAIL_ADDRESS ana@ruiz.es", "PERSON of Lugo");
  }

  @Test
  void aSingleLetterBesideAProvenStructureIsNoRest() {
    // Given
    String text = "a ana@ruiz.es";
    PiiEntity mail = new PiiEntity(EMAIL_ADDRESS, 2, 13, 1);

    // Then
    assertThat(EntityMerger.merge(text, List.of(mail), List.of(span(text, PERSON, text))))
        .containsExactly(mail);
  }

  @Test
  void aShapeThatReachesBeyondATagStaysWhole() {
    // Given
    String text = "12 Oak 90210 55";
    PiiEntity shape = new PiiEntity(PHONE_NUMBER, 7, 15, 0.4);

    // When
    List<PiiEntity> merged =
        EntityMerger.merge(
            text, List.of(shape), List.of(span(text, STREET_ADDRESS, "12 Oak 90210")));

    // Then
    assertThat(parts(text, merged))
        .containsExactly("STREET_ADDRESS 12 Oak", "PHONE_NUMBER 90210 55");
  }

  @ParameterizedTest
  @CsvSource({
    "PERSON, \uD83D\uDE00 Ana \uD83D\uDE00, Ana",
    "PERSON, Jose\u0301, Jose\u0301",
    "PERSON, \u0928\u0947\u0939\u093E!, \u0928\u0947\u0939\u093E",
    "PERSON, \uD835\uDC00na., \uD835\uDC00na",
    "PERSON, Peter K., Peter K.",
    "PERSON, Ana., Ana",
    "TITLE, Dr., Dr.",
    "ORGANIZATION, Oak Inc., Oak Inc.",
    "ORGANIZATION, Oak Bank., Oak Bank",
  })
  void aTagEndsWithItsLastLetterAndTheStopOfAnAbbreviation(
      PiiType type, String tagged, String kept) {
    // Given
    String text = "so " + tagged + " it is";

    // When
    List<PiiEntity> merged = EntityMerger.merge(text, List.of(), List.of(span(text, type, tagged)));

    // Then
    assertThat(parts(text, merged)).containsExactly(type + " " + kept);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "with Wojtek S., 19 | Wojtek S | Wojtek S.",
        "for Lamar Coe Jr. in Reno | Lamar Coe Jr | Lamar Coe Jr.",
        "thanks, S., I mean | S | S",
        "by Peter K. It was | Peter K | Peter K",
        "by Lamar Jr. | Lamar Jr | Lamar Jr",
      })
  void theStopOfAnInitialOrOfAJuniorIsHisWhereItEndsNoSentence(
      String text, String tagged, String kept) {
    // When
    List<PiiEntity> merged =
        EntityMerger.merge(text, List.of(), List.of(span(text, PERSON, tagged)));

    // Then
    assertThat(parts(text, merged)).containsExactly("PERSON " + kept);
  }

  @Test
  void bothKindsComeInTheOrderOfTheText() {
    // Given
    String text = "Ana Ruiz, ana@ruiz.es, Lugo";
    var detector = new TieredPiiDetector(new StructuredPiiDetector());
    var understanding =
        new FakeUnderstanding(
            t -> FakeUnderstanding.spans(span(t, PERSON, "Ana Ruiz"), span(t, LOCATION, "Lugo")));

    // When
    List<PiiEntity> found = detector.detect(text, understanding);

    // Then
    assertThat(parts(text, found))
        .containsExactly("PERSON Ana Ruiz", "EMAIL_ADDRESS ana@ruiz.es", "LOCATION Lugo");
    assertThat(PiiMasker.maskText(text, found)).isEqualTo("[PERSON], [EMAIL_ADDRESS], [LOCATION]");
  }
}
