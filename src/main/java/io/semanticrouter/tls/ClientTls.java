package io.semanticrouter.tls;

import io.semanticrouter.config.Tls;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.nio.file.Path;
import java.security.cert.CertificateException;

/** What an HTTP client is told of TLS, and what it says when the server is not trusted. */
public final class ClientTls {
  private ClientTls() {}

  /**
   * Tells a client whom to trust and as whom to appear, where it uses TLS. That the certificate is
   * one of the host that was asked for is always verified.
   *
   * @return {@code options}
   */
  public static HttpClientOptions apply(Tls tls, HttpClientOptions options) {
    tls.caFile().ifPresent(authorities -> options.setTrustOptions(trust(authorities)));
    tls.certFile().ifPresent(certificate -> options.setKeyCertOptions(identity(certificate, tls)));
    return options.setVerifyHost(true);
  }

  private static PemTrustOptions trust(Path authorities) {
    return new PemTrustOptions().addCertPath(authorities.toString());
  }

  private static PemKeyCertOptions identity(Path certificate, Tls tls) {
    return new PemKeyCertOptions()
        .addCertPath(certificate.toString())
        .addKeyPath(tls.keyFile().orElseThrow().toString());
  }

  /**
   * True if a connection was given up because of the server's certificate: of an unknown authority,
   * of another host, or not valid now.
   */
  public static boolean isUntrusted(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateException) {
        return true;
      }
    }
    return false;
  }
}
