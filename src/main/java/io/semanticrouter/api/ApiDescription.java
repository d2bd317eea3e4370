package io.semanticrouter.api;

import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Shows {@code docs/openapi.yaml}, the description of the HTTP API, on the management port. */
@ApplicationScoped
public class ApiDescription {
  void register(@Observes ManagementInterface management) {
    Buffer description = Buffer.buffer(read());
    management
        .router()
        .get("/q/openapi")
        .handler(
            context ->
                context.response().putHeader("content-type", "application/yaml").end(description));
  }

  private static byte[] read() {
    try (InputStream in = ApiDescription.class.getResourceAsStream("openapi.yaml")) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
