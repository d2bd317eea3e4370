package io.semanticrouter.backend.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.semanticrouter.backend.EndpointLoads;
import io.semanticrouter.config.RouterConfig.Endpoint;
import io.semanticrouter.config.RouterConfig.LoadBalancing;
import io.semanticrouter.config.Tls;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SelectionPolicyTest {
  private final AtomicLong now = new AtomicLong();
  private final EndpointLoads loads = new EndpointLoads(now::get);
  private final Random random = new Random(3);
  private final Endpoint a = endpoint("a");
  private final Endpoint b = endpoint("b");
  private final Endpoint c = endpoint("c");

  private static Endpoint endpoint(String name) {
    return new Endpoint(
        name, "http", "10.0.0.1", 8000, "", 1, Optional.empty(), Optional.empty(), Tls.SYSTEM);
  }

  private List<Endpoint> order(LoadBalancing policy, String affinity, Endpoint... endpoints) {
    List<Endpoint> order = new ArrayList<>();
    SelectionPolicy.of(policy, loads, () -> random)
        .order(new ArrayList<>(List.of(endpoints)), affinity, order);
    return order;
  }

  @ParameterizedTest
  @EnumSource
  void everyPolicyNamesEachEndpointOnce(LoadBalancing policy) {
    assertThat(order(policy, "s", a, b, c)).containsExactlyInAnyOrder(a, b, c);
    assertThat(order(policy, null, a)).containsExactly(a);
  }

  @Test
  void leastInFlightOrdersByRequestsUnderWay() {
    // Given
    loads.of(a).begin(Integer.MAX_VALUE);
    loads.of(a).begin(Integer.MAX_VALUE);
    loads.of(b).begin(Integer.MAX_VALUE);

    // When
    List<Endpoint> order = order(LoadBalancing.LEAST_IN_FLIGHT, null, a, b, c);

    // Then
    assertThat(order).containsExactly(c, b, a);
  }

  @Test
  void ofTwoTheQuickerIsChosen() {
    // Given
    loads.of(a).answered(50_000_000);
    loads.of(b).answered(5_000_000);

    // When
    List<Endpoint> order = order(LoadBalancing.P2C, null, a, b);

    // Then
    assertThat(order).containsExactly(b, a);
  }

  @Test
  void ofTwoTheQuickerIsNotChosenWhereItIsFull() {
    // Given
    loads.of(a).answered(50_000_000);
    loads.of(b).answered(5_000_000);
    for (int i = 0; i < 20; i++) {
      loads.of(b).begin(Integer.MAX_VALUE);
    }

    // When
    List<Endpoint> order = order(LoadBalancing.P2C, null, a, b);

    // Then
    assertThat(order).containsExactly(a, b);
  }

  @Test
  void aSessionStaysWhereItIsWhenAnotherEndpointGoes() {
    // Given
    Map<String, Endpoint> before = new HashMap<>();
    for (int i = 0; i < 1_000; i++) {
      before.put("s" + i, order(LoadBalancing.SESSION, "s" + i, a, b, c).getFirst());
    }

    // When
    Map<String, Endpoint> after = new HashMap<>();
    before.keySet().forEach(s -> after.put(s, order(LoadBalancing.SESSION, s, a, c).getFirst()));

    // Then
    before.forEach(
        (session, endpoint) -> {
          if (!endpoint.equals(b)) {
            assertThat(after.get(session)).isEqualTo(endpoint);
          }
        });
    assertThat(before.values()).contains(a, b, c);
  }
}
