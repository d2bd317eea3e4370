package io.semanticrouter.understanding.onnx;

import com.oracle.svm.core.annotate.Alias;
import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;

/**
 * In a native image onnxruntime is loaded from memory alone. Its own start makes a temporary folder
 * first, even if it has no use for it, and fails where none can be made.
 */
@TargetClass(className = "ai.onnxruntime.OnnxRuntime")
final class OnnxRuntimeInNativeImage {
  @Alias private static boolean loaded;
  @Alias static long ortApiHandle;
  @Alias static long ortTrainingApiHandle;
  @Alias static boolean trainingEnabled;
  @Alias static java.util.EnumSet<ai.onnxruntime.OrtProvider> providers;
  @Alias private static String version;

  private OnnxRuntimeInNativeImage() {}

  @Substitute
  static synchronized void init() throws java.io.IOException {
    if (loaded) {
      return;
    }
    load("onnxruntime");
    load("onnxruntime4j_jni");
    ortApiHandle = initialiseAPIBase(14);
    if (ortApiHandle == 0) {
      throw new IllegalStateException("onnxruntime's library does not fit its classes");
    }
    ortTrainingApiHandle = initialiseTrainingAPIBase(ortApiHandle, 14);
    trainingEnabled = ortTrainingApiHandle != 0;
    providers = initialiseProviders(ortApiHandle);
    version = initialiseVersion();
    loaded = true;
  }

  @Alias
  private static native void load(String library) throws java.io.IOException;

  @Alias
  private static native long initialiseAPIBase(int apiVersionNumber);

  @Alias
  private static native long initialiseTrainingAPIBase(long handle, int apiVersionNumber);

  @Alias
  private static native java.util.EnumSet<ai.onnxruntime.OrtProvider> initialiseProviders(
      long handle);

  @Alias
  private static native String initialiseVersion();
}
