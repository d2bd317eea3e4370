package io.semanticrouter.tracing.otlp;

import io.semanticrouter.config.TracingConfig.Exporter;
import io.semanticrouter.tls.ClientTls;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.tracing.TracingPolicy;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The collector as this process reaches it. All its work is done on one event loop, so that no
 * handler comes too late for what it waits for.
 *
 * @param context the event loop of all its work
 * @param redaction for whatever the collector says
 */
record OtlpConnection(
    Vertx vertx,
    Context context,
    HttpClient client,
    RequestOptions target,
    OtlpProtocol protocol,
    CollectorPause pause,
    Redaction redaction) {

  /**
   * A batch as it is sent.
   *
   * @param spans how many it holds
   */
  record Message(Buffer body, boolean gzip, int spans) {}

  static OtlpConnection open(Vertx vertx, Exporter exporter) {
    URI url = exporter.url();
    OtlpProtocol protocol = OtlpProtocol.of(exporter.protocol());
    int patience = Math.toIntExact(Math.min(timeout(exporter).toMillis(), Integer.MAX_VALUE));
    HttpClientOptions options =
        new HttpClientOptions()
            .setSsl(url.getScheme().equals("https"))
            .setConnectTimeout(patience)
            .setSslHandshakeTimeout(patience)
            .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
            .setTracingPolicy(TracingPolicy.IGNORE);
    ClientTls.apply(exporter.tls(), options);
    RequestOptions target =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setHost(host(url))
            .setPort(exporter.port())
            .setURI(protocol.path(path(url)));
    exporter.headers().forEach(target::addHeader);
    return new OtlpConnection(
        vertx,
        vertx.getOrCreateContext(),
        vertx.createHttpClient(protocol.connection(options)),
        target,
        protocol,
        new CollectorPause(System::nanoTime),
        new Redaction(exporter.headers().values()));
  }

  /**
   * How long one batch may take in all. The queue waits no longer than its own limit, and whoever
   * outlived that would pile up.
   */
  static Duration timeout(Exporter exporter) {
    Duration processor = exporter.batch().exportTimeout();
    return exporter.timeout().compareTo(processor) < 0 ? exporter.timeout() : processor;
  }

  Future<HttpClientRequest> request() {
    Future<HttpClientRequest> opened = client.request(target);
    return isIpv6() ? opened.onSuccess(this::putBrackets) : opened;
  }

  /** Vert.x forgets those of an IPv6 address. */
  private void putBrackets(HttpClientRequest request) {
    request.authority(HostAndPort.create(writtenHost(), target.getPort()));
  }

  /** {@code host:port}, for people. */
  String server() {
    return writtenHost() + ":" + target.getPort();
  }

  private String writtenHost() {
    return isIpv6() ? "[" + target.getHost() + "]" : target.getHost();
  }

  private boolean isIpv6() {
    return target.getHost().indexOf(':') >= 0;
  }

  private static String host(URI url) {
    String host = url.getHost();
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  private static String path(URI url) {
    return url.getRawPath() == null ? "" : url.getRawPath().replaceAll("/+$", "");
  }
}
