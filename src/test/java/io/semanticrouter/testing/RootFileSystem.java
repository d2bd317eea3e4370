package io.semanticrouter.testing;

import io.semanticrouter.testing.CommandLine.Finished;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A folder that holds what an image of this repository holds: of its base image
 * (gcr.io/distroless/cc) the libraries of C and C++, the few files of /etc and the empty folders,
 * and what the last stage of its Dockerfile copies. The libraries are this machine's.
 */
public final class RootFileSystem implements AutoCloseable {
  /** Where the Dockerfiles build; here that is the project's folder. */
  private static final String BUILD_FOLDER = "/code/";

  /** What the base image brings that a program can link, or load when it runs. */
  private static final List<String> BASE_LIBRARIES =
      List.of(
          "libc.so.6",
          "libm.so.6",
          "libdl.so.2",
          "libpthread.so.0",
          "librt.so.1",
          "libresolv.so.2",
          "libnss_dns.so.2",
          "libnss_files.so.2",
          "libgcc_s.so.1",
          "libstdc++.so.6");

  private static final Map<String, String> ETC =
      Map.of(
          "passwd",
          """
          root:x:0:0:root:/root:/sbin/nologin
          nonroot:x:65532:65532:nonroot:/home/nonroot:/sbin/nologin
          """,
          "group",
          "root:x:0:\nnonroot:x:65532:\n",
          "nsswitch.conf",
          "hosts: files dns\n",
          "hosts",
          "127.0.0.1 localhost\n");

  private static final Pattern LIBRARY =
      Pattern.compile("(?m)^\\s*(?:(?<name>\\S+) => )?(?<path>/\\S+) \\(0x");

  private final Path folder;
  private final Dockerfile image;

  private RootFileSystem(Path folder, Dockerfile image) {
    this.folder = folder;
    this.image = image;
  }

  /**
   * Assembles the image of {@code dockerfile} from what is built.
   *
   * @param program a built file whose interpreter and C library are this machine's
   */
  public static RootFileSystem assemble(Path dockerfile, Path program) {
    try {
      Path folder = Files.createTempDirectory("root-file-system");
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
      RootFileSystem root = new RootFileSystem(folder, Dockerfile.read(dockerfile));
      root.addBase(linked(program));
      root.addCopies(linked(program));
      return root;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The libraries that the dynamic linker loads for {@code program}: name and path. */
  public static Map<String, Path> linked(Path program) {
    Finished ldd = CommandLine.run(Path.of("."), "ldd", program.toString());
    Map<String, Path> libraries = new TreeMap<>();
    Matcher matcher = LIBRARY.matcher(ldd.stdout());
    while (matcher.find()) {
      Path path = Path.of(matcher.group("path"));
      libraries.put(path.getFileName().toString(), path);
    }
    return libraries;
  }

  public Path folder() {
    return folder;
  }

  public Dockerfile image() {
    return image;
  }

  /** The names of all files, those of shared libraries among them. */
  public List<String> fileNames() {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).map(file -> file.getFileName().toString()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Adds a file that the cluster mounts. */
  public void mount(String path, String content) {
    try {
      Files.writeString(makeParents(path), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void addBase(Map<String, Path> libraries) throws IOException {
    for (String empty : List.of("tmp", "proc", "home/nonroot")) {
      Files.createDirectories(folder.resolve(empty));
    }
    for (String device : List.of("null", "random", "urandom")) {
      Files.createFile(makeParents("/dev/" + device));
    }
    for (Map.Entry<String, String> file : ETC.entrySet()) {
      mount("/etc/" + file.getKey(), file.getValue());
    }
    Path libc = libraries.get("libc.so.6");
    for (String library : BASE_LIBRARIES) {
      Path source = libc.resolveSibling(library);
      if (Files.exists(source)) {
        copy(source, source.toString());
      }
    }
    for (Map.Entry<String, Path> library : libraries.entrySet()) {
      if (library.getKey().startsWith("ld-linux")) {
        copy(library.getValue(), library.getValue().toString());
      }
    }
  }

  private void addCopies(Map<String, Path> libraries) throws IOException {
    for (Map.Entry<String, String> copy : image.copies().entrySet()) {
      Path source = Path.of(copy.getKey());
      if (copy.getKey().startsWith(BUILD_FOLDER)) {
        copy(Path.of(copy.getKey().substring(BUILD_FOLDER.length())), copy.getValue());
      } else {
        copy(libraries.get(source.getFileName().toString()), copy.getValue());
      }
    }
  }

  private void copy(Path source, String to) throws IOException {
    try (Stream<Path> files = Files.walk(source.toRealPath())) {
      for (Path file : files.toList()) {
        Path target = makeParents(to).resolve(source.toRealPath().relativize(file)).normalize();
        if (!Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
          Files.createDirectories(target.getParent());
          Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
  }

  private Path makeParents(String path) throws IOException {
    Path target = folder.resolve(path.substring(1));
    Files.createDirectories(target.getParent());
    return target;
  }
}
