package io.semanticrouter.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.semanticrouter.config.Configs;
import io.semanticrouter.config.RouterConfig;
import io.semanticrouter.tracing.StageSpan;
import io.vertx.core.MultiMap;
import io.vertx.core.http.RequestOptions;
import org.junit.jupiter.api.Test;

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
