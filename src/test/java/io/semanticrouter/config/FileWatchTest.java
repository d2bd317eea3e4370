package io.semanticrouter.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileWatchTest {
  @TempDir Path folder;

  private Path file;

  private FileWatch watch(String content) throws IOException {
    file = Files.writeString(folder.resolve("config.yaml"), content);
    return watch(file);
  }

  private static FileWatch watch(Path path) {
    return new FileWatch(ConfigFile.of(FileContent.read("config.yaml", path)), path);
  }

  private static String text(Optional<FileContent> content) {
    return content
        .map(found -> new String(found.bytes(), StandardCharsets.UTF_8))
        .orElse("nothing new");
  }

  @Test
  void saysNothingOfAFileThatStaysAsItIs() throws IOException {
    // Given
    FileWatch watch = watch("a: 1");

    // When
    Files.setLastModifiedTime(file, FileTime.fromMillis(1));

    // Then
    assertThat(watch.look()).isEmpty();
    assertThat(watch.look()).isEmpty();
    assertThat(watch.isUnsettled()).isFalse();
  }

  @Test
  void showsWhatWasWrittenOverTheFileOnceItHasSettled() throws IOException {
    // Given
    FileWatch watch = watch("a: 1");

    // When
    Files.writeString(file, "a: 2");

    // Then
    assertThat(watch.look()).isEmpty();
    assertThat(watch.isUnsettled()).isTrue();
    assertThat(text(watch.look())).isEqualTo("a: 2");
    assertThat(watch.look()).isEmpty();
    assertThat(watch.isUnsettled()).isFalse();
  }

  @Test
  void neverShowsAFileThatIsHalfWritten() throws IOException {
    // Given
    FileWatch watch = watch("a: 1\nb: 1\n");

    // When it is emptied, half of it is written, and then the rest
    Files.writeString(file, "");
    Optional<FileContent> empty = watch.look();
    Files.writeString(file, "a: 2\n");
    Optional<FileContent> half = watch.look();
    Files.writeString(file, "a: 2\nb: 2\n");
    Optional<FileContent> whole = watch.look();

    // Then
    assertThat(empty).isEmpty();
    assertThat(half).isEmpty();
    assertThat(whole).isEmpty();
    assertThat(text(watch.look())).isEqualTo("a: 2\nb: 2\n");
  }

  @Test
  void showsAFileThatWasRenamedToItsName() throws IOException {
    // Given
    FileWatch watch = watch("a: 1");
    Path edited = Files.writeString(folder.resolve(".config.yaml.swp"), "a: 2");

    // When
    Files.move(edited, file, StandardCopyOption.ATOMIC_MOVE);

    // Then
    watch.look();
    assertThat(text(watch.look())).isEqualTo("a: 2");
  }

  /** As the kubelet updates the folder of a ConfigMap. */
  @Test
  void followsLinksThatAreTurned() throws IOException {
    // Given
    Path before = Files.createDirectory(folder.resolve("..2026_01"));
    Path after = Files.createDirectory(folder.resolve("..2026_02"));
    Files.writeString(before.resolve("config.yaml"), "a: 1");
    Files.writeString(after.resolve("config.yaml"), "a: 2");
    Path data = Files.createSymbolicLink(folder.resolve("..data"), before.getFileName());
    Path link =
        Files.createSymbolicLink(folder.resolve("config.yaml"), Path.of("..data/config.yaml"));
    FileWatch watch = watch(link);

    // When
    Path turned = Files.createSymbolicLink(folder.resolve("..data_tmp"), after.getFileName());
    Files.move(turned, data, StandardCopyOption.ATOMIC_MOVE);

    // Then
    watch.look();
    assertThat(text(watch.look())).isEqualTo("a: 2");
  }

  @Test
  void showsThatTheFileIsGoneOnce() throws IOException {
    // Given
    FileWatch watch = watch("a: 1");

    // When
    Files.delete(file);

    // Then
    assertThat(watch.look()).isEmpty();
    assertThat(watch.look().orElseThrow().fault().line()).contains("no such file");
    assertThat(watch.look()).isEmpty();
  }

  @Test
  void showsWhatComesBack() throws IOException {
    // Given
    FileWatch watch = watch("a: 1");
    Files.writeString(file, "a: 2");
    watch.look();
    watch.look();

    // When
    Files.writeString(file, "a: 1");

    // Then
    watch.look();
    assertThat(text(watch.look())).isEqualTo("a: 1");
  }
}
