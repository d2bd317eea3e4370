package io.semanticrouter.tracing.export;

import java.util.Optional;

/**
 * An exporter as its metrics and log lines name it.
 *
 * @param type {@code otel.component.type} of the semantic conventions
 * @param number 0, 1, ... among the components of this process, for {@code otel.component.name}
 * @param destination for people, such as {@code collector http://localhost:4317}
 * @param address {@code server.address}; empty where there is no server
 * @param port {@code server.port}; 0 where there is no server
 */
public record ExportComponent(
    String type, int number, String destination, Optional<String> address, int port) {
  /** {@code otel.component.name}: unique in this process. */
  String name() {
    return type + "/" + number;
  }
}
