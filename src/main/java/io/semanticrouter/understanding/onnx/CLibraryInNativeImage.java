package io.semanticrouter.understanding.onnx;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import org.graalvm.nativeimage.c.function.CFunction;
import org.graalvm.nativeimage.c.type.CCharPointer;
import org.graalvm.nativeimage.c.type.CTypeConversion;
import org.graalvm.word.Pointer;
import org.graalvm.word.UnsignedWord;
import org.graalvm.word.WordFactory;

/** Calls the C library directly: a native image needs no linker at run time, and may have none. */
@TargetClass(CLibrary.class)
final class CLibraryInNativeImage {
  private CLibraryInNativeImage() {}

  @Substitute
  static int createMemoryFile(String name) {
    try (CTypeConversion.CCharPointerHolder c = CTypeConversion.toCString(name)) {
      return Functions.memfdCreate(c.get(), 0);
    }
  }

  @Substitute
  static void close(int descriptor) {
    if (Functions.close(descriptor) != 0) {
      throw new IllegalStateException("the descriptor is not open");
    }
  }

  @Substitute
  static void trim() {
    Functions.mallocTrim(WordFactory.zero());
  }

  /** Functions of libc. */
  static final class Functions {
    /** Of Linux' mman.h, the same on all architectures that onnxruntime is built for. */
    static final int MADV_DONTNEED = 4;

    private Functions() {}

    @CFunction("memfd_create")
    static native int memfdCreate(CCharPointer name, int flags);

    @CFunction("malloc_trim")
    static native int mallocTrim(UnsignedWord pad);

    @CFunction("madvise")
    static native int madvise(Pointer address, UnsignedWord length, int advice);

    @CFunction("close")
    static native int close(int descriptor);
  }
}
