package io.semanticrouter.tracing.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.protobuf.Message;
import com.google.rpc.DebugInfo;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.semanticrouter.tracing.otlp.CollectorAnswer.Accepted;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against what Google's own library writes. */
class AnswerMessagesTest {

  static String details(Message... details) {
    Status.Builder status = Status.newBuilder().setCode(8).setMessage("full");
    for (Message detail : details) {
      status.addDetails(Any.pack(detail));
    }
    return Base64.getEncoder().withoutPadding().encodeToString(status.build().toByteArray());
  }

  static RetryInfo after(long seconds, int nanos) {
    return RetryInfo.newBuilder()
        .setRetryDelay(Duration.newBuilder().setSeconds(seconds).setNanos(nanos))
        .build();
  }

  @Test
  void readsAPartialSuccess() {
    // Given
    byte[] response =
        ExportTraceServiceResponse.newBuilder()
            .setPartialSuccess(
                ExportTracePartialSuccess.newBuilder()
                    .setRejectedSpans(300)
                    .setErrorMessage("zu groß"))
            .build()
            .toByteArray();

    // When
    Accepted accepted = AnswerMessages.response(response);

    // Then
    assertThat(accepted).isEqualTo(new Accepted(300, "zu groß"));
  }

  @Test
  void anEmptyResponseIsAWholeSuccess() {
    // When
    Accepted accepted = AnswerMessages.response(new byte[0]);

    // Then
    assertThat(accepted).isEqualTo(Accepted.WHOLLY);
  }

  @ParameterizedTest
  @CsvSource({"0,0,0", "2,500000000,2500", "-5,0,0", "9223372036854775807,0,86400000"})
  void readsTheDelayAmongOtherDetails(long seconds, int nanos, long millis) {
    // Given
    String details =
        details(DebugInfo.newBuilder().setDetail("a detail").build(), after(seconds, nanos));

    // When
    Optional<java.time.Duration> delay = AnswerMessages.retryDelay(details);

    // Then
    assertThat(delay).contains(java.time.Duration.ofMillis(millis));
  }

  @Test
  void aStatusWithoutRetryInfoHasNoDelay() {
    // Given
    String details = details(DebugInfo.newBuilder().setDetail("RetryInfo").build());

    // When
    Optional<java.time.Duration> delay = AnswerMessages.retryDelay(details);

    // Then
    assertThat(delay).isEmpty();
  }

  @Test
  void readsTheMessageOfAStatus() {
    // Given
    byte[] status =
        Status.newBuilder().setCode(3).setMessage("no such tenant").build().toByteArray();

    // When
    String message = AnswerMessages.statusMessage(status);

    // Then
    assertThat(message).isEqualTo("no such tenant");
  }

  @Test
  void anyBytesAreRead() {
    // Given
    Random random = new Random(7);
    int readings = 0;

    // When
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[random.nextInt(40)];
      random.nextBytes(bytes);
      AnswerMessages.response(bytes);
      AnswerMessages.statusMessage(bytes);
      AnswerMessages.retryDelay(Base64.getEncoder().encodeToString(bytes));
      AnswerMessages.retryDelay(new String(bytes, StandardCharsets.ISO_8859_1));
      readings++;
    }

    // Then nothing was thrown
    assertThat(readings).isEqualTo(20_000);
  }
}
