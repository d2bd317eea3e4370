package io.semanticrouter.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;

/**
 * What a process holds, as the kernel counts it.
 *
 * @param sockets open ones, whether connected, listening or left half closed
 * @param files other open files, less those of the program itself
 * @param threads by name, less those of the virtual machine
 */
public record Footprint(int sockets, int files, Map<String, Integer> threads) {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** How the virtual machine's own threads begin, which come and go as it likes. */
  private static final List<String> OF_THE_VM =
      List.of("C1 ", "C2 ", "G1 ", "GC ", "VM ", "Signal", "Attach", "Cleaner", "Common-C");

  /**
   * Pools that grow with their work up to a bound, which is no leak below it. Of a name the kernel
   * keeps 15 characters: the JVM tells it the first ones, a native binary the last.
   */
  private static final List<String> POOLS =
      List.of(
          "executor-thread",
          "vert.x-worker",
          "vert.x-internal",
          "ecutor-thread-",
          "worker-thread-",
          "rnal-blocking-");

  private static final int MOST_OF_A_POOL = 20;

  /** What a process holds now. */
  public static Footprint of(long pid) {
    int sockets = 0;
    int files = 0;
    for (String file : openFiles(pid)) {
      sockets += file.startsWith("socket:") ? 1 : 0;
      files += file.startsWith("socket:") || isProgram(file) ? 0 : 1;
    }
    return new Footprint(sockets, files, threads(pid));
  }

  private static boolean isProgram(String file) {
    return file.endsWith(".jar") || file.endsWith(".so") || file.endsWith("/modules");
  }

  private static List<String> openFiles(long pid) {
    return entries(pid, "fd").map(Footprint::target).filter(target -> !target.isEmpty()).toList();
  }

  private static Map<String, Integer> threads(long pid) {
    Map<String, Integer> threads = new TreeMap<>();
    entries(pid, "task")
        .map(task -> read(task.resolve("comm")))
        .filter(name -> !name.isEmpty() && OF_THE_VM.stream().noneMatch(name::startsWith))
        .forEach(name -> threads.merge(name, 1, Integer::sum));
    return threads;
  }

  private static Stream<Path> entries(long pid, String what) {
    try (Stream<Path> entries = Files.list(Path.of("/proc/" + pid + "/" + what))) {
      return entries.toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Empty for one that was closed meanwhile. */
  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (NoSuchFileException closed) {
      return "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException ended) {
      return "";
    }
  }

  /** What there is more of than in {@code rest}; empty if nothing is. */
  public List<String> beyond(Footprint rest) {
    List<String> more = new ArrayList<>();
    if (sockets > rest.sockets) {
      more.add(sockets + " sockets, and not " + rest.sockets);
    }
    if (files > rest.files) {
      more.add(files + " other files, and not " + rest.files);
    }
    threads.forEach(
        (name, count) -> {
          int most =
              POOLS.stream().anyMatch(name::startsWith)
                  ? MOST_OF_A_POOL
                  : rest.threads.getOrDefault(name, 0);
          if (count > most) {
            more.add(count + " threads " + name + ", and not " + most);
          }
        });
    return more;
  }

  /** Waits until a process holds no more than this. */
  public void awaitAgain(long pid) {
    Awaitility.await("what was held to be given back")
        .atMost(PATIENCE)
        .untilAsserted(() -> Assertions.assertThat(of(pid).beyond(this)).isEmpty());
  }
}
