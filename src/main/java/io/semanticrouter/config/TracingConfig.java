package io.semanticrouter.config;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The section {@code observability.tracing}.
 *
 * @param attributes of every root span, beside the router's own
 * @param captureContent true if prompts and answers go into traces
 */
public record TracingConfig(
    boolean enabled,
    Exporter exporter,
    Sampling sampling,
    Resource resource,
    CustomAttributes attributes,
    boolean captureContent) {

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
    PROBABILISTIC,
    RATE_LIMITED
  }

  /**
   * Which traces are kept.
   *
   * @param rate share of traces kept by {@link SamplerType#PROBABILISTIC}, 0..1
   * @param tracesPerSecond how many {@link SamplerType#RATE_LIMITED} aims at
   * @param parentBased of these two: honour the caller's sampled flag
   * @param keep what is kept whatever the sampler said
   */
  public record Sampling(
      SamplerType type, double rate, int tracesPerSecond, boolean parentBased, Keep keep) {}

  /**
   * Which traces are kept when their request is over, though the sampler dropped them.
   *
   * @param errors those in which anything failed
   * @param blocked those of requests that were blocked
   * @param slowerThan those of requests that took longer, to the last byte of the answer
   */
  public record Keep(boolean errors, boolean blocked, Optional<Duration> slowerThan) {
    /** Nothing but what the sampler keeps. */
    public static final Keep NOTHING = new Keep(false, false, Optional.empty());

    /** True if any trace is kept that way. */
    public boolean isOn() {
      return errors || blocked || slowerThan.isPresent();
    }
  }

  public record Resource(String serviceName, String serviceVersion, String deploymentEnvironment) {}
}
