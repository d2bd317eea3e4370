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
import io.vertx.core.tracing.TracingPolicy;
import java.net.URI;

/**
 * The collector as this process reaches it. All its work is done on one event loop, so that no
 * handler comes too late for what it waits for.
 *
 * @param context the event loop of all its work
 */
record OtlpConnection(
    Vertx vertx,
    Context context,
    HttpClient client,
    RequestOptions target,
    OtlpProtocol protocol,
    ExportLog log) {

  /**
   * A batch as it is sent.
   *
   * @param spans how many it holds
   */
  record Message(Buffer body, boolean gzip, int spans) {}

  static OtlpConnection open(Vertx vertx, Exporter exporter, OtlpProtocol protocol, ExportLog log) {
    URI url = exporter.url();
    boolean tls = url.getScheme().equals("https");
    HttpClientOptions options =
        new HttpClientOptions()
            .setSsl(tls)
            .setConnectTimeout(Math.toIntExact(exporter.timeout().toMillis()))
            .setTracingPolicy(TracingPolicy.IGNORE);
    ClientTls.apply(exporter.tls(), options);
    RequestOptions target =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setHost(host(url))
            .setPort(url.getPort() > 0 ? url.getPort() : tls ? 443 : 80)
            .setURI(path(url) + protocol.path());
    exporter.headers().forEach(target::addHeader);
    return new OtlpConnection(
        vertx,
        vertx.getOrCreateContext(),
        vertx.createHttpClient(protocol.connection(options)),
        target,
        protocol,
        log);
  }

  Future<HttpClientRequest> request() {
    return client.request(target);
  }

  private static String host(URI url) {
    String host = url.getHost();
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  private static String path(URI url) {
    return url.getRawPath() == null ? "" : url.getRawPath().replaceAll("/+$", "");
  }
}
