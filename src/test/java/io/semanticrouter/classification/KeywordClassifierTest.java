package io.semanticrouter.classification;

import static io.semanticrouter.classification.Configs.category;
import static org.assertj.core.api.Assertions.assertThat;

import io.semanticrouter.config.RouterConfig.CategoryRule;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeywordClassifierTest {

  private static KeywordClassifier with(CategoryRule... rules) {
    return new KeywordClassifier(List.of(rules));
  }

  @ParameterizedTest
  @CsvSource({
    "refund, I want a refund",
    "refund, Where do I ask for REFUNDS?",
    "purchase order, two purchase orders are missing",
    "Rechnungsprüfung, wer macht die RECHNUNGSPRUFUNG",
    "смета, Покажи СМЕТА за май",
    "微积分, 请教我微积分",
    "미적분, 미적분을 배우고 싶어요",
    "C++, help with c++ please",
    "🧮, what does 🧮 mean",
    "form 1040, how do I fill in form 1040",
    "state-of-the-art, anything state of the art",
    "terms of service violation report, a terms of service violation report",
  })
  void oneKeywordOfTheFileDecides(String keyword, String text) {
    // Given
    KeywordClassifier classifier = with(category("support desk", "unrelated", keyword));

    // When
    Category category = classifier.classify(text);

    // Then
    assertThat(category.name()).isEqualTo("support desk");
    assertThat(category.confidence()).isGreaterThan(0.6);
  }

  @Test
  void aKeywordIsAWholeWord() {
    // Given
    KeywordClassifier classifier = with(category("animals", "cat"));

    // When
    Category category = classifier.classify("concatenate the category catalogue");

    // Then
    assertThat(category.probabilities()).containsEntry("animals", 0.0);
  }

  @Test
  void allWordsOfAKeywordMustFollowEachOther() {
    // Given
    KeywordClassifier classifier = with(category("sales", "purchase order"));

    // When
    Category category = classifier.classify("order a purchase, purchase the order");

    // Then
    assertThat(category.probabilities()).containsEntry("sales", 0.0);
  }

  @Test
  void moreKeywordsOutweighFewer() {
    // Given
    KeywordClassifier classifier =
        with(category("sales", "quote"), category("support", "ticket", "outage"));

    // When
    Category category = classifier.classify("ticket about the outage, and a quote");

    // Then
    assertThat(category.name()).isEqualTo("support");
  }

  @Test
  void aKeywordOfTwoCategoriesSpeaksForBoth() {
    // Given
    KeywordClassifier classifier = with(category("sales", "widget"), category("support", "widget"));

    // When
    Category category = classifier.classify("widget");

    // Then
    assertThat(category.probabilities().get("sales"))
        .isEqualTo(category.probabilities().get("support"))
        .isGreaterThan(0.4);
  }

  @Test
  void aRuleNamedAsADomainExtendsItAndLendsItsSpelling() {
    // Given
    KeywordClassifier classifier = with(category("MATH", "zorblax"));

    // When
    Category byKeyword = classifier.classify("zorblax");
    Category byLexicon = classifier.classify("Solve the quadratic equation x^2 - 5x + 6 = 0");

    // Then
    assertThat(byKeyword.name()).isEqualTo("MATH");
    assertThat(byLexicon.name()).isEqualTo("MATH");
    assertThat(byLexicon.probabilities()).hasSize(14).doesNotContainKey("math");
  }

  @Test
  void aKeywordWithoutAWordIsIgnored() {
    // Given
    KeywordClassifier classifier = with(category("none", "---", " "));

    // When
    Category category = classifier.classify("--- and more ---");

    // Then
    assertThat(category.probabilities()).containsEntry("none", 0.0);
  }

  @Test
  void readsBothEndsOfALongTextAndNotItsMiddle() {
    // Given
    KeywordClassifier classifier = with(category("billing", "refund"));
    String filler = "x ".repeat(500_000);

    // When
    Category atTheBeginning = classifier.classify("refund " + filler);
    Category atTheEnd = classifier.classify(filler + " refund");
    Category inTheMiddle = classifier.classify(filler + "refund " + filler);

    // Then
    assertThat(atTheBeginning.name()).isEqualTo("billing");
    assertThat(atTheEnd.name()).isEqualTo("billing");
    assertThat(inTheMiddle.probabilities()).containsEntry("billing", 0.0);
  }

  @Test
  void aWordAtAnyPlaceOfATextTwiceTheLimitIsRead() {
    // Given
    KeywordClassifier classifier = with(category("billing", "refund"));
    int half = KeywordClassifier.READ_AT_EACH_END;
    String text = " ".repeat(half - 3) + "refund" + " ".repeat(half - 3);

    // When
    Category category = classifier.classify(text);

    // Then
    assertThat(category.name()).isEqualTo("billing");
  }

  @Test
  void nothingKnownIsOtherAndUnsure() {
    // Given
    KeywordClassifier classifier = with();

    // When
    Category category = classifier.classify("qwrtz plfgh");

    // Then
    assertThat(category.name()).isEqualTo("other");
    assertThat(category.confidence()).isLessThan(0.6);
  }

  @Test
  void repeatingAWordChangesNothing() {
    // Given
    KeywordClassifier classifier = with();

    // When
    Category once = classifier.classify("mitochondria and the budget");
    Category often =
        classifier.classify("mitochondria and the budget " + "mitochondria ".repeat(9));

    // Then
    assertThat(often).isEqualTo(once);
  }
}
