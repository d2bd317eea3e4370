package io.semanticrouter.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Notices that a file holds something else. Only the content counts, so it does not matter whether
 * the file was written over, another one was renamed to its name, or a link on the way to it was
 * turned (Kubernetes turns {@code ..data}, which no watch of the file itself would show).
 *
 * <p>A file that is being written holds what nobody meant, and half of a configuration may well be
 * a valid one. So a content counts when two looks in a row have met it. To be used by one thread at
 * a time.
 */
final class FileWatch {

  private final String name;
  private final Path path;

  /** Fingerprint of the content that was handed out last, or with which the application started. */
  private String taken;

  /** Fingerprint of the content that the last look met. */
  private String seen;

  /** True if what was handed out last was not applied. */
  private boolean refused;

  FileWatch(ConfigFile started, Path path) {
    this.name = started.name();
    this.path = path;
    this.taken = started.sha256();
    this.seen = taken;
  }

  /** Reads the file: its new content, once it has settled, and once only, unless it was refused. */
  Optional<FileContent> look() {
    FileContent content = FileContent.read(name, path);
    boolean settled = content.fingerprint().equals(seen);
    seen = content.fingerprint();
    if (!settled || (seen.equals(taken) && !refused)) {
      return Optional.empty();
    }
    taken = seen;
    refused = false;
    return Optional.of(content);
  }

  /**
   * The content that was handed out last is not applied: it is handed out with each look until it
   * is or another one is met. What was wrong may lie outside the file, such as a certificate that
   * comes later.
   */
  void refused() {
    refused = true;
  }

  /** True if the next look may find a new content settled. */
  boolean isUnsettled() {
    return !seen.equals(taken);
  }
}
