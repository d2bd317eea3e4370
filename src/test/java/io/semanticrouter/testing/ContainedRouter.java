package io.semanticrouter.testing;

import io.semanticrouter.testing.CommandLine.Finished;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * A router in a root file system of its own, as a container engine would start it: as the image's
 * user, process 1 of its process namespace, everything read-only but 1 MiB in /tmp. The network is
 * this machine's. Needs unshare (util-linux) and the right to use it.
 */
public final class ContainedRouter implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Arguments: the root, its user, then the command. What is mounted is gone with the process. */
  private static final String ENTER =
      """
      set -e
      root=$1 user=$2
      shift 2
      mount --bind "$root" "$root"
      for device in null random urandom; do mount --bind "/dev/$device" "$root/dev/$device"; done
      mount -t proc proc "$root/proc"
      mount -t tmpfs -o size=1m,mode=1777,nosuid,nodev,noexec tmpfs "$root/tmp"
      mount -o remount,bind,ro "$root"
      if [ "$(cat /proc/self/uid_map | tr -s ' ')" = ' 0 0 4294967295' ]; then
        identity="--setgid $user --setuid $user"
      else
        identity="--user --map-user=$user --map-group=$user"
      fi
      exec unshare $identity --root "$root" --wd /home/nonroot -- "$@"
      """;

  private final RootFileSystem root;
  private final Process process;
  private final Path log;
  private final int port;
  private final int managementPort;

  private ContainedRouter(
      RootFileSystem root, Process process, Path log, int port, int managementPort) {
    this.root = root;
    this.process = process;
    this.log = log;
    this.port = port;
    this.managementPort = managementPort;
  }

  /** Why no process can have a root of its own here, in one line; empty where it can. */
  public static Optional<String> obstacle() {
    if (!CommandLine.isInstalled("unshare")) {
      return Optional.of("there is no unshare (util-linux)");
    }
    List<String> probe = new ArrayList<>(namespaces());
    probe.addAll(List.of("mount", "-t", "tmpfs", "none", "/mnt"));
    Finished finished = CommandLine.run(Path.of("/"), probe.toArray(String[]::new));
    return finished.exitCode() == 0 ? Optional.empty() : Optional.of(finished.stderr().strip());
  }

  /** Starts with nothing but {@code environment} and waits until it is ready. */
  public static ContainedRouter start(RootFileSystem root, Map<String, String> environment) {
    try {
      Path log = Files.createTempFile("contained-router", ".log");
      int port = freePort();
      int managementPort = freePort();
      ProcessBuilder builder = new ProcessBuilder(command(root));
      builder.redirectErrorStream(true).redirectOutput(log.toFile());
      builder.environment().keySet().retainAll(List.of("PATH"));
      builder.environment().put("QUARKUS_HTTP_PORT", Integer.toString(port));
      builder.environment().put("QUARKUS_MANAGEMENT_PORT", Integer.toString(managementPort));
      builder.environment().putAll(environment);
      ContainedRouter router =
          new ContainedRouter(root, builder.start(), log, port, managementPort);
      router.awaitReadyOrClose();
      return router;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public RouterClient client() {
    return new RouterClient("127.0.0.1", port);
  }

  /** The user number that the router has in its own namespace. */
  public int user() {
    int outside = Integer.parseInt(words(status("Uid")).get(1));
    List<String> map = words(proc("uid_map"));
    return Integer.parseInt(map.get(0)) + outside - Integer.parseInt(map.get(1));
  }

  /** The value of a field of {@code /proc/<pid>/status}, of its first line if there are more. */
  public String status(String field) {
    String prefix = field + ":";
    return proc("status").lines().filter(line -> line.startsWith(prefix)).findFirst().orElseThrow();
  }

  /** Where something is mounted that the router's user could write to, by the mount's options. */
  public List<String> writableMounts() {
    return proc("mountinfo")
        .lines()
        .map(ContainedRouter::words)
        .filter(mount -> List.of(mount.get(5).split(",", -1)).contains("rw"))
        .map(mount -> mount.get(4))
        .toList();
  }

  /** A path as the router sees it. */
  public Path inside(String path) {
    return Path.of("/proc", Long.toString(router().pid()), "root", path);
  }

  /** Sends SIGTERM and waits for the exit code. */
  public int stop() {
    router().destroy();
    return exitCode();
  }

  public String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      process.destroyForcibly(); // unshare takes what it started with it
      exitCode();
      Files.delete(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      root.close();
    }
  }

  private void awaitReadyOrClose() {
    boolean ready = false;
    try {
      Awaitility.await("the router to be ready").atMost(PATIENCE).until(this::readyOrDead);
      ready = process.isAlive();
      if (!ready) {
        throw new AssertionError("router did not start:\n" + log());
      }
    } finally {
      if (!ready) {
        close();
      }
    }
  }

  private boolean readyOrDead() {
    if (!process.isAlive()) {
      return true;
    }
    try {
      RouterClient management = new RouterClient("127.0.0.1", managementPort);
      return management.send("GET", "/q/health/ready", Map.of(), new byte[0]).status() == 200;
    } catch (UncheckedIOException notYetListening) {
      return false;
    }
  }

  private int exitCode() {
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("still running:\n" + log());
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The only child of the process that made the namespaces. */
  private ProcessHandle router() {
    return process.children().findFirst().orElseThrow();
  }

  private String proc(String file) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(router().pid()), file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> words(String line) {
    return List.of(line.strip().split("\\s+", -1));
  }

  private static List<String> command(RootFileSystem root) {
    List<String> command = new ArrayList<>(namespaces());
    command.addAll(List.of("sh", "-c", ENTER, "enter", root.folder().toString()));
    command.add(Integer.toString(root.image().user()));
    command.addAll(root.image().command());
    return command;
  }

  /** Root can mount as it is; everybody else only in a user namespace. */
  private static List<String> namespaces() {
    Stream<String> unshare =
        Stream.of("unshare", "--mount", "--pid", "--fork", "--kill-child", "--propagation=private");
    boolean isRoot = System.getProperty("user.name").equals("root");
    Stream<String> user = isRoot ? Stream.of() : Stream.of("--user", "--map-root-user");
    return Stream.concat(unshare, user).toList();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
