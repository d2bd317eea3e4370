package io.semanticrouter.understanding.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The pages of memory into which a native binary has its own data mapped. The weights and the
 * library of onnxruntime are among them, and are read once: to be loaded. They would count as
 * memory in use until the system runs short of it. On a JVM resources are no such pages.
 */
final class LoadedPages {
  /** A mapping's first line in {@code /proc/PID/smaps}, proc(5): where it lies, rights, file. */
  private static final Pattern MAPPING =
      Pattern.compile("([0-9a-f]+)-([0-9a-f]+) (\\S{4}) \\S+ \\S+ \\d+ *(.*)");

  private static final String READ_ONLY = "r--p";

  /** Pages that are no longer as the file has them, in memory or where memory was put away. */
  private static final Pattern WRITTEN = Pattern.compile("(Anonymous|Swap): +[1-9]\\d* kB");

  private LoadedPages() {}

  /** Lets go of them; who reads one again gets it from the file. Does nothing on a JVM. */
  static void letGo() {
    // A native image does, in LoadedPagesInNativeImage.
  }

  /**
   * The mappings that hold a file's data as it stands there: read-only, and no page of them was
   * written before it was made so, as those are which the start had to fill in.
   *
   * @param smaps the lines of {@code /proc/self/smaps}
   * @param file the path as it is named there
   */
  static List<Region> unwritten(List<String> smaps, String file) {
    List<Region> found = new ArrayList<>();
    boolean data = false;
    for (String line : smaps) {
      Matcher mapping = MAPPING.matcher(line);
      if (mapping.matches()) {
        data = mapping.group(3).equals(READ_ONLY) && mapping.group(4).equals(file);
        if (data) {
          found.add(Region.between(mapping.group(1), mapping.group(2)));
        }
      } else if (data && WRITTEN.matcher(line).matches()) {
        found.removeLast();
        data = false;
      }
    }
    return found;
  }

  /**
   * A part of the address space.
   *
   * @param address of its first byte
   * @param length in bytes
   */
  record Region(long address, long length) {
    private static Region between(String first, String end) {
      long address = Long.parseUnsignedLong(first, 16);
      return new Region(address, Long.parseUnsignedLong(end, 16) - address);
    }
  }
}
