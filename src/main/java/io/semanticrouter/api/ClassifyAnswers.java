package io.semanticrouter.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;

/** The answers of the classify APIs; times are in milliseconds. */
@RegisterForReflection(
    targets = {
      ClassifyAnswers.Intent.class,
      ClassifyAnswers.Classified.class,
      ClassifyAnswers.Pii.class,
      ClassifyAnswers.Entity.class,
      ClassifyAnswers.Security.class,
      ClassifyAnswers.All.class,
      ClassifyAnswers.Batch.class
    })
final class ClassifyAnswers {
  private ClassifyAnswers() {}

  @JsonNaming(SnakeCaseStrategy.class)
  record Intent(
      Classified classification,
      Map<String, Double> probabilities,
      String recommendedModel,
      String routingDecision) {}

  @JsonNaming(SnakeCaseStrategy.class)
  record Classified(String category, double confidence, double processingTimeMs) {}

  @JsonNaming(SnakeCaseStrategy.class)
  record Pii(
      boolean hasPii,
      List<Entity> entities,
      String maskedText,
      String securityRecommendation,
      double processingTimeMs) {}

  @JsonNaming(SnakeCaseStrategy.class)
  record Entity(
      String type,
      String value,
      double confidence,
      int startPosition,
      int endPosition,
      String maskedValue) {}

  @JsonNaming(SnakeCaseStrategy.class)
  record Security(
      boolean isJailbreak,
      double riskScore,
      List<String> detectionTypes,
      double confidence,
      String recommendation,
      String reasoning,
      List<String> patternsDetected,
      double processingTimeMs) {}

  /** One text's result of a batch that asks for everything. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record All(Intent intent, Pii pii, Security security) {}

  @JsonNaming(SnakeCaseStrategy.class)
  record Batch(List<?> results, int totalCount, double processingTimeMs) {}
}
