package io.semanticrouter.testing;

import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * The certificates of the tests: {@code server} is one for localhost and 127.0.0.1, {@code client}
 * one for neither; the authority {@code ca} has signed both.
 */
public final class Certificates {
  private static final char[] NO_PASSWORD = new char[0];

  private Certificates() {}

  public static Path pem(String name) {
    return Path.of("src", "test", "resources", "tls", name + ".pem").toAbsolutePath();
  }

  /** A server that shows the certificate for localhost, with HTTP/2 where a client wants it. */
  public static HttpServerOptions server(ClientAuth clients) {
    return new HttpServerOptions()
        .setSsl(true)
        .setUseAlpn(true)
        .setClientAuth(clients)
        .setTrustOptions(new PemTrustOptions().addCertPath(pem("ca").toString()))
        .setKeyCertOptions(
            new PemKeyCertOptions()
                .addCertPath(pem("server").toString())
                .addKeyPath(pem("server-key").toString()));
  }

  /** Trusts the authority, and appears as {@code name}. */
  public static SSLContext context(String name) {
    try {
      KeyStore authorities = emptyStore();
      authorities.setCertificateEntry("ca", certificate("ca"));
      TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
      trust.init(authorities);
      KeyStore identities = emptyStore();
      identities.setKeyEntry(
          name, key(name + "-key"), NO_PASSWORD, new Certificate[] {certificate(name)});
      KeyManagerFactory identity = KeyManagerFactory.getInstance("PKIX");
      identity.init(identities, NO_PASSWORD);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(identity.getKeyManagers(), trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, NO_PASSWORD);
    return store;
  }

  private static Certificate certificate(String name) throws GeneralSecurityException, IOException {
    try (InputStream in = Files.newInputStream(pem(name))) {
      return CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
  }

  private static PrivateKey key(String name) throws GeneralSecurityException, IOException {
    String base64 = Files.readString(pem(name)).replaceAll("-----[A-Z ]+-----", "");
    return KeyFactory.getInstance("EC")
        .generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(base64)));
  }
}
