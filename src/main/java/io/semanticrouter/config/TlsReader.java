package io.semanticrouter.config;

import io.semanticrouter.config.Reading.Value;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Reads a section {@code tls}. The files are looked into, so that a wrong one costs a line. */
final class TlsReader {

  private static final Pattern PRIVATE_KEY =
      Pattern.compile("-----BEGIN ((RSA|EC) )?PRIVATE KEY-----");

  private final Section section;
  private final boolean used;
  private final String condition;

  private TlsReader(Section section, boolean used, String condition) {
    this.section = section;
    this.used = used;
    this.condition = condition;
  }

  /**
   * Reads files that are there and say what they should.
   *
   * @param used true if connections use TLS at all
   * @param condition the setting with which they do
   */
  static Tls read(Section section, boolean used, String condition) {
    return new TlsReader(section, used, condition).read();
  }

  private Tls read() {
    String certificates = "must hold certificates in PEM form";
    Tls tls =
        new Tls(
            file("ca_file", certificates, TlsReader::holdsCertificates),
            file("cert_file", certificates, TlsReader::holdsCertificates),
            file(
                "key_file",
                "must hold a private key in PEM form, not encrypted",
                TlsReader::holdsKey));
    needs("cert_file", "key_file");
    needs("key_file", "cert_file");
    section.end();
    return tls;
  }

  private void needs(String key, String other) {
    section
        .value(key)
        .filter(value -> used && !value.text().isBlank() && section.text(other, "").isBlank())
        .ifPresent(value -> section.fault(key, value, "needs " + other + " beside it"));
  }

  private Optional<Path> file(String key, String content, Predicate<Path> holdsIt) {
    Optional<Value> value = section.value(key).filter(found -> !found.text().isBlank());
    if (value.isEmpty()) {
      return Optional.empty();
    }
    Optional<Path> file = readable(value.get().text().strip());
    if (!used) {
      section.fault(key, value.get(), "has a meaning with " + condition + " only");
    } else if (file.isEmpty()) {
      section.fault(key, value.get(), "must be a file that can be read");
    } else if (!holdsIt.test(file.get())) {
      section.fault(key, value.get(), content);
    }
    return file;
  }

  /** The file of that name, if it is one and can be read. */
  static Optional<Path> readable(String text) {
    try {
      return Optional.of(Path.of(text))
          .filter(path -> Files.isRegularFile(path) && Files.isReadable(path));
    } catch (InvalidPathException _) {
      return Optional.empty();
    }
  }

  private static boolean holdsCertificates(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return !CertificateFactory.getInstance("X.509").generateCertificates(in).isEmpty();
    } catch (IOException | CertificateException _) {
      return false;
    }
  }

  private static boolean holdsKey(Path file) {
    try {
      return PRIVATE_KEY.matcher(Files.readString(file)).find();
    } catch (IOException _) {
      return false;
    }
  }
}
