package io.semanticrouter.config;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

/** The section {@code observability.tracing}. */
public record TracingConfig(
    boolean enabled, Exporter exporter, Sampling sampling, Resource resource) {

  public enum ExporterType {
    STDOUT,
    OTLP
  }

  /** Form of the stdout exporter's objects. */
  public enum Format {
    /** Indented, for people. */
    PRETTY,
    /** One object a line, for programs. */
    COMPACT
  }

  /**
   * Where finished spans go.
   *
   * @param endpoint {@code host:port} or a URL of the OTLP receiver
   * @param insecure false: TLS
   * @param protocol {@code grpc} or {@code http/protobuf}
   * @param compression {@code none} or {@code gzip}
   * @param tls whom to trust and as whom to appear, where TLS is used
   */
  public record Exporter(
      ExporterType type,
      String endpoint,
      boolean insecure,
      String protocol,
      Map<String, String> headers,
      Duration timeout,
      String compression,
      Tls tls,
      Format format,
      Batch batch) {

    /** Where the OTLP receiver is: {@code endpoint} with the scheme it implies. */
    public URI url() {
      if (endpoint.startsWith("http://") || endpoint.startsWith("https://")) {
        return URI.create(endpoint);
      }
      return URI.create((insecure ? "http://" : "https://") + endpoint);
    }

    /** The port of {@link #url()}, or that of its scheme. */
    public int port() {
      URI url = url();
      return url.getPort() > 0 ? url.getPort() : url.getScheme().equals("https") ? 443 : 80;
    }
  }

  /** The queue between the requests and the exporter; sizes in spans. */
  public record Batch(
      int maxQueueSize, int maxExportBatchSize, Duration scheduleDelay, Duration exportTimeout) {}

  public enum SamplerType {
    ALWAYS_ON,
    ALWAYS_OFF,
    PROBABILISTIC
  }

  /**
   * Which traces are kept.
   *
   * @param rate share of traces kept by {@link SamplerType#PROBABILISTIC}, 0..1
   * @param parentBased probabilistic only: honour the caller's sampled flag
   */
  public record Sampling(SamplerType type, double rate, boolean parentBased) {}

  public record Resource(String serviceName, String serviceVersion, String deploymentEnvironment) {}
}
