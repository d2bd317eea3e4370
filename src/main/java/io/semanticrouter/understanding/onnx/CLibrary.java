package io.semanticrouter.understanding.onnx;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** What is called of the C library; a native image calls it in {@link CLibraryInNativeImage}. */
@SuppressWarnings("restricted")
final class CLibrary {
  private CLibrary() {}

  /**
   * A new, empty file in memory.
   *
   * @return its descriptor, or -1
   * @throws IOException if this system does not know such files
   */
  static int createMemoryFile(String name) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      FunctionDescriptor form =
          FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT);
      return (int) function("memfd_create", form).invokeExact(arena.allocateFrom(name), 0);
    } catch (Throwable e) {
      throw new IOException("memfd_create is not to be had", e);
    }
  }

  static void close(int descriptor) {
    try {
      FunctionDescriptor form = FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
      int result = (int) function("close", form).invokeExact(descriptor);
      if (result != 0) {
        throw new IllegalStateException("the descriptor is not open");
      }
    } catch (Throwable e) {
      throw new IllegalStateException("a file in memory cannot be closed", e);
    }
  }

  /** Gives what was freed back to the system; does nothing where the C library has no such call. */
  static void trim() {
    try {
      FunctionDescriptor form = FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG);
      int _ = (int) function("malloc_trim", form).invokeExact(0L);
    } catch (Throwable e) {
      // Another C library: it keeps what it keeps.
    }
  }

  private static MethodHandle function(String name, FunctionDescriptor form) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), form);
  }
}
