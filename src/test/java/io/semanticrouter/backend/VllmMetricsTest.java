package io.semanticrouter.backend;

import static org.assertj.core.api.Assertions.assertThat;

import io.semanticrouter.backend.EndpointLoad.ServerLoad;
import org.junit.jupiter.api.Test;

class VllmMetricsTest {
  @Test
  void readsTheLoadOfAllEngines() {
    // Given
    String text =
        """
        # HELP vllm:num_requests_running Number of requests in model execution batches.
        # TYPE vllm:num_requests_running gauge
        vllm:num_requests_running{engine="0",model_name="org/a}b"} 3.0
        vllm:num_requests_running{engine="1",model_name="org/a}b"} 2.0
        vllm:num_requests_waiting{engine="0",model_name="m"} 7.0 1700000000
        vllm:kv_cache_usage_perc{engine="0"} 0.25
        vllm:kv_cache_usage_perc{engine="1"} 0.75
        vllm:num_requests_waiting_by_reason{reason="x"} 100
        process_cpu_seconds_total 1.5
        """;

    // When
    var load = VllmMetrics.read(text);

    // Then
    assertThat(load).contains(new ServerLoad(7, 5, 0.75));
  }

  @Test
  void readsTheNamesOfOlderServers() {
    assertThat(VllmMetrics.read("vllm:num_requests_running 1\nvllm:gpu_cache_usage_perc 0.5\n"))
        .contains(new ServerLoad(0, 1, 0.5));
  }

  @Test
  void knowsNothingWhereTheServerSaysNothing() {
    assertThat(VllmMetrics.read("process_cpu_seconds_total 1.5\nvllm:other 2\n")).isEmpty();
    assertThat(VllmMetrics.read("")).isEmpty();
  }

  @Test
  void takesWhatIsNoNumberForZero() {
    assertThat(VllmMetrics.read("vllm:num_requests_running NaN\nvllm:num_requests_waiting x\n"))
        .contains(new ServerLoad(0, 0, 0));
  }
}
