package io.semanticrouter.deployment;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/** Files and folders of this repository that something else names. */
final class RepositoryFiles {
  private RepositoryFiles() {}

  /** Those of {@code names}, relative to the repository's root, that do not exist. */
  static List<String> missing(Collection<String> names) {
    return names.stream().filter(name -> !Files.exists(Path.of(name))).toList();
  }
}
