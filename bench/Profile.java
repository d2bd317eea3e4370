import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordingFile;

/**
 * Sums up a recording of {@code bench/profile}: {@code java Profile.java RECORDING FOLDED
 * REQUESTS}. Prints the shares of the CPU samples by area and by method, and what is allocated, and
 * writes the stacks folded.
 */
final class Profile {
  private static final int ROWS = 40;
  private static final String ROUTER = "io.semanticrouter.";
  private static final Pattern GENERATED = Pattern.compile("\\$\\$|_|lambda\\$");

  /** Beginnings of a method's full name, and whose work it is; the first that fits counts. */
  private static final Map<String, String> AREAS = new LinkedHashMap<>();

  static {
    AREAS.put("sun.nio.ch.SocketDispatcher.", "the kernel: reading and writing sockets");
    AREAS.put("sun.nio.ch.UnixDispatcher.", "the kernel: reading and writing sockets");
    AREAS.put("sun.nio.ch.IOUtil.", "the kernel: reading and writing sockets");
    AREAS.put("sun.nio.ch.EPoll", "the kernel: waiting for sockets");
    AREAS.put(ROUTER, "router");
    AREAS.put("com.fasterxml.jackson.", "scanning JSON (Jackson)");
    AREAS.put("io.opentelemetry.", "spans (OpenTelemetry)");
    AREAS.put("io.micrometer.", "metrics (Micrometer)");
    AREAS.put("io.quarkus.", "Quarkus");
    AREAS.put("io.vertx.", "HTTP (Vert.x)");
    AREAS.put("io.netty.", "HTTP (Netty)");
  }

  private final Map<String, Integer> areas = new HashMap<>();
  private final Map<String, Integer> inclusive = new HashMap<>();
  private final Map<String, Integer> methods = new HashMap<>();
  private final Map<String, Integer> stacks = new TreeMap<>();
  private final Map<String, Long> allocatedByClass = new HashMap<>();
  private final Map<String, Long> allocatedByCaller = new HashMap<>();
  private final Set<String> allocating = new HashSet<>();
  private int samples;

  public static void main(String[] args) throws IOException {
    Profile profile = new Profile();
    try (RecordingFile recording = new RecordingFile(Path.of(args[0]))) {
      while (recording.hasMoreEvents()) {
        profile.take(recording.readEvent());
      }
    }
    profile.print(Long.parseLong(args[2]));
    try (BufferedWriter folded = Files.newBufferedWriter(Path.of(args[1]))) {
      for (var stack : profile.stacks.entrySet()) {
        folded.write(stack.getKey() + " " + stack.getValue() + "\n");
      }
    }
  }

  private void take(RecordedEvent event) {
    if (event.getStackTrace() == null) {
      return;
    }
    List<RecordedFrame> frames = event.getStackTrace().getFrames();
    switch (event.getEventType().getName()) {
      case "jdk.CPUTimeSample" -> sample(frames);
      case "jdk.ObjectAllocationSample" -> {
        if (allocating.add(event.getThread("eventThread").getJavaName())) {
          return; // the first of a thread stands for all it had allocated before
        }
        long bytes = event.getLong("weight");
        allocatedByClass.merge(event.getClass("objectClass").getName(), bytes, Long::sum);
        allocatedByCaller.merge(routersOf(frames), bytes, Long::sum);
      }
      default -> {}
    }
  }

  private void sample(List<RecordedFrame> frames) {
    samples++;
    methods.merge(nameOf(frames.getFirst()), 1, Integer::sum);
    areas.merge(areaOf(frames), 1, Integer::sum);
    frames.stream()
        .map(Profile::nameOf)
        .filter(name -> name.startsWith(ROUTER) && !GENERATED.matcher(name).find())
        .map(name -> name.substring(ROUTER.length()))
        .distinct()
        .forEach(name -> inclusive.merge(name, 1, Integer::sum));
    StringBuilder stack = new StringBuilder();
    for (RecordedFrame frame : frames.reversed()) {
      stack.append(stack.isEmpty() ? "" : ";").append(nameOf(frame));
    }
    stacks.merge(stack.toString(), 1, Integer::sum);
  }

  /** Whose work the innermost frame does; java.* works for its caller. */
  private static String areaOf(List<RecordedFrame> frames) {
    for (RecordedFrame frame : frames) {
      String name = nameOf(frame);
      for (var area : AREAS.entrySet()) {
        if (name.startsWith(area.getKey())) {
          return area.getValue();
        }
      }
    }
    return "other";
  }

  /** The innermost method of the router that is on the stack. */
  private static String routersOf(List<RecordedFrame> frames) {
    for (RecordedFrame frame : frames) {
      String name = nameOf(frame);
      if (name.startsWith(ROUTER)) {
        return name.substring(ROUTER.length());
      }
    }
    return "(none)";
  }

  private static String nameOf(RecordedFrame frame) {
    RecordedMethod method = frame.getMethod();
    return method.getType().getName() + "." + method.getName();
  }

  private void print(long requests) {
    table("processor time by area, % of " + samples + " samples", areas, samples);
    table("by the innermost method, %", methods, samples);
    table("by the router's methods, with all they call, %", inclusive, samples);
    long bytes = allocatedByClass.values().stream().mapToLong(Long::longValue).sum();
    System.out.printf("%nallocated: about %d bytes a request%n", bytes / Math.max(1, requests));
    table("by class, %", allocatedByClass, bytes);
    table("by the innermost method of the router, %", allocatedByCaller, bytes);
  }

  private static void table(String title, Map<String, ? extends Number> counts, long all) {
    System.out.println("\n" + title);
    counts.entrySet().stream()
        .sorted((a, b) -> Long.compare(b.getValue().longValue(), a.getValue().longValue()))
        .limit(ROWS)
        .forEach(
            row ->
                System.out.printf(
                    "  %5.1f  %s%n", 100.0 * row.getValue().longValue() / all, row.getKey()));
  }
}
