package io.semanticrouter.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.semanticrouter.chat.InvalidRequestException;
import io.semanticrouter.limit.Denial;
import io.semanticrouter.upstream.UpstreamFailure;
import io.semanticrouter.upstream.UpstreamFailure.Kind;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the description of the API says is what the code has. */
class ApiDocumentTest {
  private static final ApiDocument DOCUMENT = ApiDocument.read();

  private static final Set<String> READ = Set.of("/v1/chat/completions", "/v1/responses");
  private static final Set<String> UNREAD = Set.of("/v1/completions", "/v1/embeddings");
  private static final Set<String> RELAYED = union(UNREAD, READ);
  private static final Set<String> SWITCHED = union(UNREAD, Set.of("/v1/responses"));
  private static final Set<String> CLASSIFY =
      Set.of(
          "/api/v1/classify/intent",
          "/api/v1/classify/pii",
          "/api/v1/classify/security",
          "/api/v1/classify/batch");
  private static final Set<String> WITH_BODY = union(RELAYED, CLASSIFY);
  private static final Set<String> ALL = union(WITH_BODY, Set.of("/v1/models", "/v1/models/{id}"));

  /** An error and the paths that answer it; {@code maker} is the method that makes it. */
  record Case(String maker, ApiError error, Set<String> paths) {
    @Override
    public String toString() {
      return maker + " " + error.status() + " " + error.code();
    }
  }

  static Stream<Case> errors() {
    ApiError fault = ApiError.invalid(new InvalidRequestException("'x' is missing.", "x"));
    Denial denial = new Denial(Denial.Resource.REQUESTS, 60, 1);
    Stream<Case> own =
        Stream.of(
            new Case("invalid", fault, WITH_BODY),
            new Case("notJson", ApiError.notJson(), WITH_BODY),
            new Case("bodyTimeout", ApiError.bodyTimeout(Duration.ofSeconds(60)), WITH_BODY),
            new Case("tooLarge", ApiError.tooLarge(1), WITH_BODY),
            new Case("rateLimited", ApiError.rateLimited(denial), WITH_BODY),
            new Case("unauthorized", ApiError.unauthorized(), ALL),
            new Case(
                "unknownModel", ApiError.unknownModel(), union(RELAYED, Set.of("/v1/models/{id}"))),
            new Case("unknownPath", ApiError.unknownPath(), SWITCHED),
            // An operation that is described never answers it.
            new Case("methodNotAllowed", ApiError.methodNotAllowed("POST"), Set.of()),
            new Case("blocked", ApiError.blocked("No."), READ),
            new Case("unread", ApiError.unread(), UNREAD),
            new Case("overloaded", ApiError.overloaded(), RELAYED),
            new Case("noBackend", ApiError.noBackend("None."), RELAYED),
            new Case("internal", ApiError.internal(), ALL));
    Stream<Case> upstream =
        Arrays.stream(Kind.values())
            .filter(kind -> kind != Kind.CLIENT_GONE)
            .map(kind -> ApiError.upstream(new UpstreamFailure(kind, "It failed.", null)))
            .map(error -> new Case("upstream", error, RELAYED));
    return Stream.concat(own, upstream);
  }

  @ParameterizedTest
  @MethodSource("errors")
  void everyErrorIsDescribedWhereItHappens(Case which) throws JsonProcessingException {
    // Given
    JsonNode body = new ObjectMapper().readTree(which.error().json());
    for (String path : which.paths()) {
      // When
      JsonNode response = DOCUMENT.responses(path).get(String.valueOf(which.error().status()));
      // Then
      assertThat(response).as("%s of %s", which, path).isNotNull();
      assertThat(DOCUMENT.faults(response.at("/content/application~1json/schema"), body))
          .as("%s of %s", which, path)
          .isEmpty();
    }
  }

  @Test
  void noErrorIsDescribedThatDoesNotHappen() {
    // Given
    Set<String> happen =
        errors()
            .flatMap(c -> c.paths().stream().map(path -> path + " " + c.error().status()))
            .collect(Collectors.toCollection(TreeSet::new));
    // When
    Set<String> described = new TreeSet<>();
    for (String path : ALL) {
      for (String status : DOCUMENT.responses(path).keySet()) {
        if (status.matches("[45].*")) {
          described.add(path + " " + status);
        }
      }
    }
    // Then
    assertThat(described).isEqualTo(happen);
  }

  @Test
  void theErrorsAboveAreAllThereAre() {
    // When
    Set<String> makers =
        Arrays.stream(ApiError.class.getDeclaredMethods())
            .filter(method -> method.getReturnType() == ApiError.class)
            .map(Method::getName)
            .collect(Collectors.toSet());
    // Then
    assertThat(errors().map(Case::maker)).containsAll(makers);
  }

  @Test
  void theExamplesAreValid() {
    // When
    List<String> faults = new ArrayList<>();
    int examples = check(DOCUMENT.root(), "", faults);
    // Then
    assertThat(faults).isEmpty();
    assertThat(examples).isGreaterThan(15);
  }

  /** Checks the examples that stand beside a schema, here and below; tells how many there are. */
  private static int check(JsonNode node, String place, List<String> faults) {
    int count = 0;
    if (node.has("schema") && node.path("examples").isObject()) {
      for (Map.Entry<String, JsonNode> example : node.get("examples").properties()) {
        count++;
        for (String fault : DOCUMENT.faults(node.get("schema"), example.getValue().get("value"))) {
          faults.add(place + " " + example.getKey() + ": " + fault);
        }
      }
    }
    for (Map.Entry<String, JsonNode> child : node.properties()) {
      count += check(child.getValue(), place + "/" + child.getKey(), faults);
    }
    for (JsonNode element : node.isArray() ? node : List.<JsonNode>of()) {
      count += check(element, place + "[]", faults);
    }
    return count;
  }

  private static Set<String> union(Set<String> some, Set<String> more) {
    Set<String> both = new HashSet<>(some);
    both.addAll(more);
    return both;
  }
}
