package io.semanticrouter.backend;

import static org.assertj.core.api.Assertions.assertThat;

import io.semanticrouter.config.Configs;
import io.semanticrouter.config.RouterConfig;
import io.semanticrouter.config.RouterConfig.Endpoint;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModelCatalogTest {
  private static final String ENDPOINTS =
      """
      vllm_endpoints:
        - {name: one, address: 127.0.0.1, port: 8000}
        - {name: two, address: 127.0.0.1, port: 8001}
      """;

  private static ModelCatalog catalog(String file) {
    RouterConfig config = Configs.of(file).load();
    return new ModelCatalog(config, config.endpoints(), Map.of());
  }

  private static List<String> names(List<Endpoint> endpoints) {
    return endpoints.stream().map(Endpoint::name).toList();
  }

  @Test
  void servesAModelWhereTheFileSays() {
    // Given
    ModelCatalog catalog =
        catalog(
            ENDPOINTS
                + """
                model_config:
                  near: {preferred_endpoints: [two]}
                  anywhere: {}
                default_model: near
                """);

    // Then
    assertThat(names(catalog.serving("near"))).containsExactly("two");
    assertThat(names(catalog.serving("anywhere"))).containsExactly("one", "two");
    assertThat(catalog.knows("elsewhere")).isFalse();
    assertThat(names(catalog.unnamedEndpoints())).containsExactly("one");
  }

  @Test
  void learnsModelsFromEndpoints() {
    // Given
    ModelCatalog empty = catalog(ENDPOINTS);
    Endpoint one = empty.endpoints().get(0);
    Endpoint two = empty.endpoints().get(1);

    // When
    ModelCatalog catalog = empty.with(two, List.of("b", "c")).with(one, List.of("a", "b"));

    // Then
    assertThat(empty.defaultModel()).isEmpty();
    assertThat(catalog.names()).containsExactly("a", "b", "c");
    assertThat(catalog.defaultModel()).contains("a");
    assertThat(names(catalog.serving("b"))).containsExactly("one", "two");
    assertThat(names(catalog.serving("c"))).containsExactly("two");
    assertThat(catalog.serving("d")).isEmpty();
  }

  @Test
  void forgetsWhatAnEndpointNoLongerServes() {
    // Given
    ModelCatalog before = catalog(ENDPOINTS);
    Endpoint one = before.endpoints().getFirst();

    // When
    ModelCatalog after = before.with(one, List.of("a")).with(one, List.of("b"));

    // Then
    assertThat(after.knows("a")).isFalse();
    assertThat(after.knows("b")).isTrue();
  }

  @Test
  void forgetsWhatAnEndpointServedThatTheFileNamesNow() {
    // Given
    ModelCatalog found = catalog(ENDPOINTS);
    Endpoint one = found.endpoints().get(0);
    ModelCatalog before = found.with(one, List.of("m", "m-lora"));
    RouterConfig next =
        Configs.of(ENDPOINTS + "model_config: {m: {preferred_endpoints: [one]}}\n").load();

    // When
    ModelCatalog after = before.reloaded(next, next.endpoints());
    ModelCatalog late = after.with(next.endpoints().get(0), List.of("m", "m-lora"));

    // Then
    assertThat(after.names()).containsExactly("m");
    assertThat(late.names()).containsExactly("m");
  }
}
