package io.semanticrouter.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code docs/deployment.md}: what it names is there. */
class DeploymentDocsTest {
  private static final Path DOCS = Path.of("docs");
  private static final String PAGE = Yamls.read(DOCS.resolve("deployment.md"));

  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)");
  private static final Pattern ANCHOR = Pattern.compile("\\]\\(#([^)]+)\\)");

  /** A path below one of the folders that the page speaks of, or a file of the root. */
  private static final Pattern NAMED =
      Pattern.compile(
          "(?<![\\w/.-])((?:k8s|deploy|config|bench)/[\\w./-]*[\\w]|compose\\.yaml|Dockerfile\\.\\w+)");

  @Test
  void linksLeadToFiles() {
    // When
    Set<String> links = matches(LINK);

    // Then
    assertThat(links).isNotEmpty();
    assertThat(links).allMatch(link -> Files.exists(DOCS.resolve(link)));
  }

  @Test
  void anchorsLeadToHeadings() {
    // When
    Set<String> anchors = matches(ANCHOR);

    // Then
    List<String> headings =
        PAGE.lines()
            .filter(line -> line.startsWith("#"))
            .map(line -> line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT))
            .map(line -> line.replaceAll("[^a-z0-9 _-]", "").replace(' ', '-'))
            .toList();
    assertThat(anchors).isNotEmpty();
    assertThat(headings).containsAll(anchors);
  }

  @Test
  void namedFilesExist() {
    // When
    Set<String> named = matches(NAMED);

    // Then
    assertThat(named).contains("k8s/base", "compose.yaml", "Dockerfile.native");
    assertThat(RepositoryFiles.missing(named)).isEmpty();
  }

  @Test
  void everyOverlayIsDescribed() {
    for (Path folder : Kustomize.folders()) {
      // When
      String command = "kubectl apply -k " + folder.toString().replace('\\', '/');

      // Then
      assertThat(PAGE).contains(command);
    }
  }

  private static Set<String> matches(Pattern pattern) {
    Set<String> found = new TreeSet<>();
    for (Matcher matcher = pattern.matcher(PAGE); matcher.find(); ) {
      found.add(matcher.group(1));
    }
    return found;
  }
}
