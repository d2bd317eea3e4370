package io.semanticrouter.understanding.onnx;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.graalvm.word.WordFactory;
import org.jboss.logging.Logger;

/** Drops the pages from this process; they stay in the system's cache of files. */
@TargetClass(LoadedPages.class)
final class LoadedPagesInNativeImage {
  private LoadedPagesInNativeImage() {}

  @Substitute
  static void letGo() {
    try {
      String binary = Path.of("/proc/self/exe").toRealPath().toString();
      List<String> smaps = Files.readAllLines(Path.of("/proc/self/smaps"));
      for (LoadedPages.Region region : LoadedPages.unwritten(smaps, binary)) {
        CLibraryInNativeImage.Functions.madvise(
            WordFactory.pointer(region.address()),
            WordFactory.unsigned(region.length()),
            CLibraryInNativeImage.Functions.MADV_DONTNEED);
      }
    } catch (IOException e) {
      Logger.getLogger(LoadedPages.class).debug("what was read once stays in memory", e);
    }
  }
}
