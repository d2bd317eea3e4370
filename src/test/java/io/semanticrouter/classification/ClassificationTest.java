package io.semanticrouter.classification;

import static io.semanticrouter.classification.Configs.category;
import static io.semanticrouter.classification.Configs.config;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.semanticrouter.config.RouterConfig;
import io.semanticrouter.tracing.StageSpan;
import io.semanticrouter.understanding.Understanding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClassificationTest {
  private static final String MATH = "What is the derivative of x^2 sin(x)?";

  private final Classification classification = new Classification();

  @Test
  void namesTheDomainWhereTheThresholdIsReached() {
    // Given
    RouterConfig config = config(0.6);

    // When
    Category category = classification.classify(StageSpan.OFF, MATH, Understanding.NONE, config);

    // Then
    assertThat(category.name()).isEqualTo("math");
    assertThat(category.confidence()).isBetween(0.6, 1.0);
    assertThat(category.classifierType()).isEqualTo("keyword");
  }

  @Test
  void fallsBackToOtherBelowTheThreshold() {
    // Given
    RouterConfig config = config(1.0);

    // When
    Category category = classification.classify(StageSpan.OFF, MATH, Understanding.NONE, config);

    // Then
    assertThat(category.name()).isEqualTo("other");
    assertThat(category.confidence())
        .isEqualTo(category.probabilities().get("other"))
        .isLessThan(0.1);
    assertThat(category.probabilities().get("math")).isBetween(0.6, 1.0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " \n\t ",
        "🎉🎉🎉 🦄",
        "?!... --- ***",
        "qwrtz plfgh vbnmx",
        "Шта радиш вечерас",
        "今晩は何をしますか",
        "ما هو رأيك في هذا",
        "\ud83d broken \udc00",
      })
  void saysOtherWhereNothingIsUnderstood(String text) {
    // Given
    RouterConfig config = config(0.6);

    // When
    Category category = classification.classify(StageSpan.OFF, text, Understanding.NONE, config);

    // Then
    assertThat(category.name()).isEqualTo("other");
  }

  @Test
  void readsNoTextAsAnEmptyOne() {
    // Given
    RouterConfig config = config(0.6);

    // When
    Category category = classification.classify(StageSpan.OFF, null, Understanding.NONE, config);

    // Then
    assertThat(category)
        .isEqualTo(classification.classify(StageSpan.OFF, "", Understanding.NONE, config));
  }

  @Test
  void takesTheKeywordsOfTheConfigurationOfEachRequest() {
    // Given
    RouterConfig before = config(0.6, category("billing", "refund"));
    RouterConfig after = config(0.6, category("returns", "refund"));

    // When
    Category first = classification.classify(StageSpan.OFF, "refund", Understanding.NONE, before);
    Category second = classification.classify(StageSpan.OFF, "refund", Understanding.NONE, after);
    Category third = classification.classify(StageSpan.OFF, "refund", Understanding.NONE, before);

    // Then
    assertThat(first.name()).isEqualTo("billing");
    assertThat(second.name()).isEqualTo("returns");
    assertThat(third).isEqualTo(first);
  }

  @Test
  void fallsBackToTheFilesSpellingOfOther() {
    // Given
    RouterConfig config = config(1.0, category("Other"));

    // When
    Category category = classification.classify(StageSpan.OFF, MATH, Understanding.NONE, config);

    // Then
    assertThat(category.name()).isEqualTo("Other");
    assertThat(config.category(category.name())).isPresent();
  }

  @Test
  void probabilitiesAddUpToOneOverAllCategories() {
    // Given
    RouterConfig config = config(0.6, category("billing", "refund"), category("Math"));

    // When
    Category category = classification.classify(StageSpan.OFF, MATH, Understanding.NONE, config);

    // Then
    assertThat(category.probabilities())
        .hasSize(15)
        .containsKeys("Math", "billing", "other")
        .containsEntry("billing", 0.0);
    double sum = category.probabilities().values().stream().mapToDouble(p -> p).sum();
    assertThat(sum).isCloseTo(1.0, within(1e-9));
  }
}
