package io.semanticrouter.classification;

import static io.semanticrouter.classification.Configs.category;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.semanticrouter.config.RouterConfig.CategoryRule;
import io.semanticrouter.understanding.FakeUnderstanding;
import io.semanticrouter.understanding.Labels;
import io.semanticrouter.understanding.Reading;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EncoderClassifierTest {
  private static final int BEER = 0;
  private static final int REST = 1;

  /** Texts with "brew" lie in one direction, all others in another; the domains say chemistry. */
  private final FakeUnderstanding understanding =
      new FakeUnderstanding(
          text -> {
            float[] embedding = new float[384];
            embedding[text.contains("brew") ? BEER : REST] = 1;
            double[] domains = new double[Labels.DOMAINS.size()];
            Arrays.fill(domains, 0.1 / (domains.length - 1));
            domains[Labels.DOMAINS.indexOf("chemistry")] = 0.9;
            double[] kinds = new double[Labels.ATTACK_KINDS.size()];
            return new Reading(domains, 0, kinds, List.of(), embedding, true, 1);
          });

  private static EncoderClassifier classifier(CategoryRule... rules) {
    List<CategoryRule> all = List.of(rules);
    return new EncoderClassifier(new KeywordClassifier(all), all);
  }

  private static CategoryRule beer(String... examples) {
    return category("Beer", Optional.empty(), List.of(), List.of(examples));
  }

  @Test
  void takesTheEncodersProbabilitiesWithoutExamples() {
    // When
    Category category = classifier().classify("why does yeast foam", understanding);

    // Then
    assertThat(category.name()).isEqualTo("chemistry");
    assertThat(category.confidence()).isGreaterThan(0.8);
    assertThat(category.classifierType()).isEqualTo("encoder");
    assertThat(category.probabilities()).hasSize(14);
  }

  @Test
  void wordsTipTheScalesWhereTheEncoderIsInTwoMinds() {
    // Given
    var unsure =
        new FakeUnderstanding(
            text -> {
              double[] domains = new double[Labels.DOMAINS.size()];
              domains[Labels.DOMAINS.indexOf("chemistry")] = 0.5;
              domains[Labels.DOMAINS.indexOf("law")] = 0.5;
              double[] kinds = new double[Labels.ATTACK_KINDS.size()];
              return new Reading(domains, 0, kinds, List.of(), new float[384], true, 1);
            });

    // When
    Category law = classifier().classify("may my landlord end the lease in court", unsure);
    Category chemistry = classifier().classify("titrate the acid to pH 7", unsure);

    // Then
    assertThat(law.name()).isEqualTo("law");
    assertThat(chemistry.name()).isEqualTo("chemistry");
  }

  @Test
  void anExampleNearbyDecidesForACategoryOfOnesOwn() {
    // When
    Category near = classifier(beer("how to brew ale")).classify("brew a stout", understanding);
    Category far = classifier(beer("how to brew ale")).classify("acids", understanding);

    // Then
    assertThat(near.name()).isEqualTo("Beer");
    assertThat(near.confidence()).isGreaterThan(0.95);
    assertThat(near.classifierType()).isEqualTo("examples");
    assertThat(far.name()).isEqualTo("chemistry");
    assertThat(far.classifierType()).isEqualTo("encoder");
    assertThat(far.probabilities().values().stream().mapToDouble(p -> p).sum())
        .isCloseTo(1, within(1e-9));
  }

  @Test
  void aDescriptionIsAnExampleToo() {
    // Given
    CategoryRule rule = category("Beer", Optional.of("brewing at home"), List.of(), List.of());

    // When
    Category category = classifier(rule).classify("brew a stout", understanding);

    // Then
    assertThat(category.name()).isEqualTo("Beer");
  }

  @Test
  void examplesStrengthenABuiltInDomain() {
    // Given
    CategoryRule rule =
        category("Biology", Optional.empty(), List.of(), List.of("how to brew ale"));

    // When
    Category category = classifier(rule).classify("brew a stout", understanding);

    // Then
    assertThat(category.name()).isEqualTo("Biology");
    assertThat(category.classifierType()).isEqualTo("examples");
    assertThat(category.probabilities()).hasSize(14);
  }

  @Test
  void aConfiguredKeywordDecidesBeforeTheEncoder() {
    // When
    Category category =
        classifier(category("Cellar", "stout")).classify("brew a stout", understanding);

    // Then
    assertThat(category.name()).isEqualTo("Cellar");
    assertThat(category.classifierType()).isEqualTo("keyword");
    assertThat(understanding.asked()).isEmpty();
  }

  @Test
  void readsTheExamplesOnce() {
    // Given
    EncoderClassifier classifier = classifier(beer("brew", "hops", "malt"));

    // When
    classifier.classify("one", understanding);
    classifier.classify("two", understanding);

    // Then
    assertThat(understanding.asked()).containsExactly("one", "brew", "hops", "malt", "two");
  }
}
