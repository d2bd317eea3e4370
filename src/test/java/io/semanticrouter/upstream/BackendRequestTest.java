package io.semanticrouter.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.semanticrouter.config.Configs;
import io.semanticrouter.config.RouterConfig;
import io.semanticrouter.tracing.StageSpan;
import io.vertx.core.MultiMap;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.impl.headers.HeadersMultiMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackendRequestTest {
  private static RequestOptions request(String address) {
    RouterConfig config =
        Configs.of("vllm_endpoints: [{name: a, address: \"" + address + "\", port: 8000}]\n")
            .load();
    return BackendRequest.to(
        config.endpoints().getFirst(), Calls.to(config.endpoints(), config), StageSpan.OFF, null);
  }

  @Test
  void anIpv6HostStandsInBrackets() {
    assertThat(request("2001:db8::5").getHeaders().get("host")).isEqualTo("[2001:db8::5]:8000");
    assertThat(request("10.0.0.5").getHeaders().contains("host")).isFalse();
  }

  @Test
  void whatAnyConnectionLineNamesStaysWithThisHop() {
    // Given
    MultiMap toBackend = MultiMap.caseInsensitiveMultiMap();
    MultiMap toClient = MultiMap.caseInsensitiveMultiMap();
    MultiMap from =
        MultiMap.caseInsensitiveMultiMap()
            .add("connection", "keep-alive, x-one")
            .add("connection", "x-two")
            .add("x-one", "1")
            .add("x-two", "2")
            .add("x-three", "3");

    // When
    Headers.copyToBackend(from, toBackend, false, false);
    Headers.copyToClient(from, toClient);

    // Then
    assertThat(toBackend.names()).containsExactly("x-three");
    assertThat(toClient.names()).containsExactly("x-three");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x a", "x(y", "x\u00e4", "x:y", "x\u0000"})
  void aNameThatHttp1CannotCarryIsLeftOut(String name) {
    // Given
    MultiMap to = MultiMap.caseInsensitiveMultiMap();
    MultiMap from = MultiMap.caseInsensitiveMultiMap().add(name, "1").add("x-_~!9", "2");

    // When
    Headers.copyToBackend(from, to, false, false);

    // Then what is left passes the client's check
    assertThat(to.names()).containsExactly("x-_~!9");
    HeadersMultiMap.httpHeaders().addAll(to);
  }

  @Test
  void controlCharactersBecomeBlanks() {
    // Given
    MultiMap to = MultiMap.caseInsensitiveMultiMap();
    MultiMap from =
        MultiMap.caseInsensitiveMultiMap().add("x-a", "b\u007f\u0001c").add("x-b", "tab\there");

    // When
    Headers.copyToBackend(from, to, false, false);

    // Then
    assertThat(to.get("x-a")).isEqualTo("b  c");
    assertThat(to.get("x-b")).isEqualTo("tab\there");
  }
}
