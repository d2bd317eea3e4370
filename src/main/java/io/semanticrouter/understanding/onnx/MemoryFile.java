package io.semanticrouter.understanding.onnx;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;

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
    int descriptor = CLibrary.createMemoryFile(name);
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
    CLibrary.close(descriptor);
  }
}
