package io.semanticrouter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VersionTest {

  @Test
  void isWrittenDownByTheBuild() {
    // When
    Version version = Version.current();
    // Then
    assertThat(version.number()).matches("\\d+\\.\\d+\\.\\d+(-.+)?");
    assertThat(version.commit()).doesNotContain("$");
    assertThat(version.runtime()).isEqualTo("Java " + Runtime.version());
  }

  @Test
  void namesTheCommitWhereItIsKnown() {
    // When
    String known = new Version("1.2.3", "0a1b2c3", "native").line();
    String unknown = new Version("1.2.3", "", "native").line();
    // Then
    assertThat(known).isEqualTo("semantic-router 1.2.3 (commit 0a1b2c3, native)");
    assertThat(unknown).isEqualTo("semantic-router 1.2.3 (native)");
  }
}
