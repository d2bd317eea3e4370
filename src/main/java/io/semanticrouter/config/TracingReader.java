package io.semanticrouter.config;

import io.semanticrouter.config.Reading.Value;
import io.semanticrouter.config.TracingConfig.Batch;
import io.semanticrouter.config.TracingConfig.Exporter;
import io.semanticrouter.config.TracingConfig.ExporterType;
import io.semanticrouter.config.TracingConfig.Format;
import io.semanticrouter.config.TracingConfig.Keep;
import io.semanticrouter.config.TracingConfig.Resource;
import io.semanticrouter.config.TracingConfig.SamplerType;
import io.semanticrouter.config.TracingConfig.Sampling;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the section {@code observability}. */
final class TracingReader {

  static final String DEFAULT_SERVICE_NAME = "vllm-semantic-router";

  private static final String GRPC = "grpc";
  private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);

  /** Spans take about 1 KiB each: more is a mistake, and an array of it stops the start. */
  private static final int MAX_QUEUE = 1_000_000;

  /** Headers that the exporter or its connection sets. */
  private static final Set<String> OWN_HEADERS =
      Set.of(
          "connection",
          "content-encoding",
          "content-length",
          "content-type",
          "grpc-encoding",
          "host",
          "te",
          "transfer-encoding");

  private final Reading reading;
  private final boolean devProfile;

  TracingReader(Reading reading, boolean devProfile) {
    this.reading = reading;
    this.devProfile = devProfile;
  }

  TracingConfig read(Section root) {
    Section observability = root.section("observability");
    Section section = observability.section("tracing");
    boolean enabled = section.bool("enabled", true);
    section.choice("provider", List.of("opentelemetry"));
    Exporter exporter = exporter(section.section("exporter"));
    Sampling sampling = sampling(section.section("sampling"));
    Resource resource = resource(section.section("resource"));
    CustomAttributes attributes = AttributesReader.read(reading, section);
    boolean captureContent = section.bool("capture_content", false);
    section.end();
    observability.foreign("metrics");
    observability.end();
    return new TracingConfig(enabled, exporter, sampling, resource, attributes, captureContent);
  }

  private Exporter exporter(Section section) {
    ExporterType type = section.choice("type", ExporterType.STDOUT, ExporterType.values());
    boolean insecure = section.bool("insecure", true);
    String protocol = section.choice("protocol", List.of(GRPC, "http/protobuf")).orElse(GRPC);
    String endpoint = endpoint(section, insecure, protocol);
    Exporter exporter =
        new Exporter(
            type,
            endpoint,
            insecure,
            protocol,
            headers(section),
            section.duration("timeout", DEFAULT_TIMEOUT),
            section.choice("compression", List.of("none", "gzip")).orElse("none"),
            TlsReader.read(
                section.section("tls"),
                !insecure || endpoint.startsWith("https://"),
                "insecure: false"),
            section.choice("format", Format.PRETTY, Format.values()),
            batch(section.section("batch")));
    section.end();
    return exporter;
  }

  private String endpoint(Section section, boolean insecure, String protocol) {
    Optional<Value> value = section.value("endpoint");
    if (value.isEmpty()) {
      return protocol.equals(GRPC) ? "localhost:4317" : "localhost:4318";
    }
    String endpoint = value.get().text().strip();
    if (!isEndpoint(endpoint)) {
      reading.fault(
          value.get().source(),
          section.path("endpoint"),
          ConfigFault.quoted(Secrets.withoutUserInfo(endpoint)),
          "must be host:port, such as localhost:4317, or a URL that starts with http:// or"
              + " https://");
    } else if (!insecure && endpoint.startsWith("http://")) {
      section.fault("endpoint", value.get(), "must not start with http:// when insecure is false");
    }
    return endpoint;
  }

  /** {@code host:port}, or an http(s) URL without user, query or fragment. */
  static boolean isEndpoint(String text) {
    try {
      boolean url = text.startsWith("http://") || text.startsWith("https://");
      URI uri = new URI(url ? text : "http://" + text);
      boolean port = uri.getPort() > 0 && uri.getPort() <= 65_535;
      boolean bare =
          uri.getRawUserInfo() == null && uri.getRawQuery() == null && uri.getRawFragment() == null;
      return uri.getHost() != null
          && bare
          && (url ? port || uri.getPort() < 0 : port && uri.getRawPath().isEmpty());
    } catch (URISyntaxException _) {
      return false;
    }
  }

  private Map<String, String> headers(Section section) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (Map.Entry<String, Value> header : section.namedTexts("headers").entrySet()) {
      String path = ConfigKeys.child(section.path("headers"), header.getKey());
      String source = header.getValue().source();
      Optional<String> value = Secrets.expanded(header.getValue().text(), reading);
      if (!HeaderName.isToken(header.getKey())) {
        reading.fault(source, path, "", "is no name of an HTTP header");
      } else if (OWN_HEADERS.contains(header.getKey().toLowerCase(Locale.ROOT))) {
        reading.fault(source, path, "", "is a header that the exporter sets itself");
      } else if (value.isEmpty()) {
        reading.fault(source, path, "***", "names an environment variable that is not set");
      } else if (value.get().chars().anyMatch(c -> c < 0x20 || c > 0x7e)) {
        reading.fault(source, path, "***", "must hold printable ASCII characters only");
      } else {
        headers.put(header.getKey(), value.get());
      }
    }
    return Map.copyOf(headers);
  }

  private static Batch batch(Section section) {
    int queue = section.integer("max_queue_size", 2048, 1, MAX_QUEUE);
    int standard = Math.min(512, queue);
    int batch = section.integer("max_export_batch_size", standard, 1, Integer.MAX_VALUE);
    if (batch > queue) {
      section
          .value("max_export_batch_size")
          .ifPresent(
              v ->
                  section.fault(
                      "max_export_batch_size",
                      v,
                      "must not be more than max_queue_size (" + queue + ")"));
    }
    Batch result =
        new Batch(
            queue,
            batch,
            section.duration("schedule_delay", Duration.ofSeconds(5)),
            section.duration("export_timeout", Duration.ofSeconds(30)));
    section.end();
    return result;
  }

  private static Sampling sampling(Section section) {
    Sampling sampling =
        new Sampling(
            section.choice("type", SamplerType.ALWAYS_ON, SamplerType.values()),
            section.share("rate", 1.0),
            section.integer("traces_per_second", 10, 1, 1_000_000),
            section.bool("parent_based", true),
            keep(section.section("keep")));
    section.end();
    return sampling;
  }

  private static Keep keep(Section section) {
    Keep keep =
        new Keep(
            section.bool("errors", false),
            section.bool("blocked", false),
            section.duration("slower_than"));
    section.end();
    return keep;
  }

  private Resource resource(Section section) {
    String name = devProfile ? DEFAULT_SERVICE_NAME + "-dev" : DEFAULT_SERVICE_NAME;
    Resource resource =
        new Resource(
            attribute(section, "service_name", name),
            attribute(section, "service_version", "v0.1.0"),
            attribute(
                section, "deployment_environment", devProfile ? "development" : "production"));
    section.end();
    return resource;
  }

  /** The OpenTelemetry SDK reads attributes as a list, split at commas, of URL-encoded values. */
  private static String attribute(Section section, String key, String standard) {
    return section
        .parsed(
            key,
            "must be a text on one line, without comma and percent sign",
            text ->
                Optional.of(text)
                    .filter(t -> !t.isEmpty() && t.indexOf(',') < 0 && t.indexOf('%') < 0)
                    .filter(t -> t.chars().noneMatch(Character::isISOControl)))
        .orElse(standard);
  }
}
