package io.semanticrouter.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Whom a TLS connection trusts, and as whom it appears; in PEM files.
 *
 * @param caFile certificate authorities to trust; empty: those of the system
 * @param certFile the certificate to show, with {@code keyFile}; both or none
 */
public record Tls(Optional<Path> caFile, Optional<Path> certFile, Optional<Path> keyFile) {
  /** Trusts what the system trusts, shows no certificate. */
  public static final Tls SYSTEM = new Tls(Optional.empty(), Optional.empty(), Optional.empty());
}
