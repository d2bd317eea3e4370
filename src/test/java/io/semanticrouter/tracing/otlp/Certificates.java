package io.semanticrouter.tracing.otlp;

import io.semanticrouter.tracing.otlp.ScriptedCollector.Answer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.nio.file.Path;

/** The certificates of the tests, and a collector that has one. */
final class Certificates {
  private Certificates() {}

  static Path pem(String name) {
    return Path.of("src", "test", "resources", "tls", name + ".pem").toAbsolutePath();
  }

  /** A collector for https://localhost, whose certificate the authority "ca" has signed. */
  static ScriptedCollector collector(Answer usual, ClientAuth clients) {
    return new ScriptedCollector(
        usual,
        new HttpServerOptions()
            .setSsl(true)
            .setUseAlpn(true)
            .setClientAuth(clients)
            .setTrustOptions(new PemTrustOptions().addCertPath(pem("ca").toString()))
            .setKeyCertOptions(
                new PemKeyCertOptions()
                    .addCertPath(pem("server").toString())
                    .addKeyPath(pem("server-key").toString())));
  }
}
