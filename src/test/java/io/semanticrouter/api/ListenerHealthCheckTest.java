package io.semanticrouter.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.vertx.http.HttpServerStart;
import io.quarkus.vertx.http.HttpsServerStart;
import io.vertx.core.http.HttpServerOptions;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;

class ListenerHealthCheckTest {
  @Test
  void isNotReadyBeforeTheListenerIsOpen() {
    // Given
    ListenerHealthCheck check = new ListenerHealthCheck(false);

    // Then
    assertThat(check.call().getStatus()).isEqualTo(Status.DOWN);

    // When
    check.opened(new HttpServerStart(new HttpServerOptions()));

    // Then
    assertThat(check.call().getStatus()).isEqualTo(Status.UP);
  }

  @Test
  void isReadyWhereTheListenerTakesNothingButTls() {
    // Given
    ListenerHealthCheck check = new ListenerHealthCheck(false);

    // When
    check.opened(new HttpsServerStart(new HttpServerOptions()));

    // Then
    assertThat(check.call().getStatus()).isEqualTo(Status.UP);
  }

  @Test
  void isReadyFromTheBeginningWhereTheListenerOutlivesTheApplication() {
    assertThat(new ListenerHealthCheck(true).call().getStatus()).isEqualTo(Status.UP);
  }
}
