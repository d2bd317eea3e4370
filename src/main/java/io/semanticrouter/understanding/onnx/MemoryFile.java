package io.semanticrouter.understanding.onnx;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import org.graalvm.nativeimage.ImageInfo;
import org.graalvm.nativeimage.c.function.CFunction;
import org.graalvm.nativeimage.c.type.CCharPointer;
import org.graalvm.nativeimage.c.type.CTypeConversion;

/**
 * A file that exists in memory alone (Linux' {@code memfd_create}): a way to hand a resource to
 * code that asks for a path, on a machine where nothing may be written. It is gone once it is
 * closed and nobody has it mapped.
 */
final class MemoryFile implements AutoCloseable {
  private final int descriptor;

  private MemoryFile(int descriptor) {
    this.descriptor = descriptor;
  }

  /**
   * Copies a stream into a file in memory.
   *
   * @throws IOException if the system has no such files, or on a failure to read or write
   */
  static MemoryFile of(String name, InputStream content) throws IOException {
    int descriptor = ImageInfo.inImageCode() ? Native.create(name) : OnJvm.create(name);
    if (descriptor < 0) {
      throw new IOException("memfd_create failed");
    }
    MemoryFile file = new MemoryFile(descriptor);
    try (OutputStream out = new FileOutputStream(file.path().toFile())) {
      content.transferTo(out);
    } catch (IOException e) {
      file.close();
      throw e;
    }
    return file;
  }

  /** Where this process finds the file. */
  Path path() {
    return Path.of("/proc/self/fd/" + descriptor);
  }

  @Override
  public void close() {
    if (ImageInfo.inImageCode()) {
      Native.close(descriptor);
    } else {
      OnJvm.close(descriptor);
    }
  }

  /** The C library called by compiled code. */
  private static final class Native {
    private Native() {}

    static int create(String name) {
      try (CTypeConversion.CCharPointerHolder c = CTypeConversion.toCString(name)) {
        return memfdCreate(c.get(), 0);
      }
    }

    @CFunction("memfd_create")
    private static native int memfdCreate(CCharPointer name, int flags);

    @CFunction("close")
    static native int close(int descriptor);
  }

  /** The C library called from a JVM. */
  @SuppressWarnings("restricted")
  private static final class OnJvm {
    private OnJvm() {}

    static int create(String name) throws IOException {
      try (Arena arena = Arena.ofConfined()) {
        Linker linker = Linker.nativeLinker();
        var function =
            linker.downcallHandle(
                linker.defaultLookup().findOrThrow("memfd_create"),
                FunctionDescriptor.of(
                    ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
        return (int) function.invokeExact(arena.allocateFrom(name), 0);
      } catch (Throwable e) {
        throw new IOException("memfd_create is not to be had", e);
      }
    }

    static void close(int descriptor) {
      try {
        Linker linker = Linker.nativeLinker();
        var function =
            linker.downcallHandle(
                linker.defaultLookup().findOrThrow("close"),
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
        int result = (int) function.invokeExact(descriptor);
        assert result == 0;
      } catch (Throwable e) {
        throw new IllegalStateException("close is not to be had", e);
      }
    }
  }
}
