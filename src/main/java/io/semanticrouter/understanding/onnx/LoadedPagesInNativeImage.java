package io.semanticrouter.understanding.onnx;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.graalvm.nativeimage.c.function.CFunction;
import org.graalvm.word.Pointer;
import org.graalvm.word.UnsignedWord;
import org.graalvm.word.WordFactory;
import org.jboss.logging.Logger;

/** Drops the pages from this process; they stay in the system's cache of files. */
@TargetClass(LoadedPages.class)
final class LoadedPagesInNativeImage {
  private LoadedPagesInNativeImage() {}

  @Substitute
  static void letGo() {
    try (Stream<String> smaps = Files.lines(Path.of("/proc/self/smaps"))) {
      String binary = Path.of("/proc/self/exe").toRealPath().toString();
      for (LoadedPages.Region region : LoadedPages.unwritten(smaps, binary)) {
        Functions.madvise(
            WordFactory.pointer(region.address()),
            WordFactory.unsigned(region.length()),
            Functions.MADV_DONTNEED);
      }
    } catch (IOException e) {
      Logger.getLogger(LoadedPages.class).debug("what was read once stays in memory", e);
    }
  }

  /** Functions of libc. */
  private static final class Functions {
    /** Of Linux' mman.h, the same on all architectures that onnxruntime is built for. */
    static final int MADV_DONTNEED = 4;

    private Functions() {}

    @CFunction("madvise")
    static native int madvise(Pointer address, UnsignedWord length, int advice);
  }
}
