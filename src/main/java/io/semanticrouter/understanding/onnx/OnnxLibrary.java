package io.semanticrouter.understanding.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtLoggingLevel;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.jboss.logging.Logger;

/**
 * Loads onnxruntime's shared objects from memory: its own way needs a temporary folder, which a
 * read-only root has not. Where the system has no files in memory its own way is taken. An operator
 * who sets {@code onnxruntime.native.path} has chosen another.
 */
final class OnnxLibrary {
  private static final Logger LOG = Logger.getLogger(OnnxLibrary.class);

  /** Their names without what the system puts around them. */
  static final List<String> LIBRARIES = List.of("onnxruntime", "onnxruntime4j_jni");

  /** Follows the name of a resource that a native image holds in gzip's form. */
  static final String PACKED = ".gz";

  private static final int BUFFER = 64 * 1024;

  private static OrtEnvironment environment;

  private OnnxLibrary() {}

  /** The environment, once the library is loaded. */
  static synchronized OrtEnvironment load() {
    if (environment == null) {
      environment = loadOnce();
      keep();
    }
    return environment;
  }

  private static OrtEnvironment loadOnce() {
    if (System.getProperty("onnxruntime.native.path") != null) {
      return OrtEnvironment.getEnvironment();
    }
    List<MemoryFile> files = new ArrayList<>();
    try {
      for (String library : LIBRARIES) {
        MemoryFile file = copy(library);
        if (file != null) {
          files.add(file);
          System.setProperty(property(library), file.path().toString());
        }
      }
      OrtEnvironment loaded = OrtEnvironment.getEnvironment();
      removeTemporaryFolder();
      return loaded;
    } finally {
      // What is loaded stays mapped.
      files.forEach(MemoryFile::close);
      LIBRARIES.forEach(library -> System.clearProperty(property(library)));
    }
  }

  /**
   * Takes the environment a second time, for good. Its hook gives it back as soon as the process is
   * asked to stop, at once and under whoever is still reading; onnxruntime counts how often it was
   * taken and frees it only when all was given back (OrtEnv::Release).
   */
  private static void keep() {
    try {
      Field api = Class.forName("ai.onnxruntime.OnnxRuntime").getDeclaredField("ortApiHandle");
      api.setAccessible(true);
      Method create =
          OrtEnvironment.class.getDeclaredMethod(
              "createHandle", long.class, int.class, String.class);
      create.setAccessible(true);
      int level = OrtLoggingLevel.ORT_LOGGING_LEVEL_WARNING.getValue();
      create.invoke(null, api.getLong(null), level, "semantic-router");
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this onnxruntime has another form", e);
    }
  }

  /** On a JVM onnxruntime makes a folder that it has no use for here; it tells nobody which. */
  private static void removeTemporaryFolder() {
    try {
      Field field = Class.forName("ai.onnxruntime.OnnxRuntime").getDeclaredField("tempDirectory");
      field.setAccessible(true);
      if (field.get(null) instanceof Path folder) {
        Files.deleteIfExists(folder);
      }
    } catch (ReflectiveOperationException | IOException e) {
      LOG.debug("onnxruntime's empty folder stays until the end", e);
    }
  }

  /** What onnxruntime asks before it looks for a library of that name in its jar. */
  static String property(String library) {
    return "onnxruntime.native." + library + ".path";
  }

  /** Null where the system has no files in memory, or the jar no library for it. */
  private static MemoryFile copy(String library) {
    try (InputStream in = open(resource(library))) {
      return in == null ? null : MemoryFile.of(fileName(library), in);
    } catch (IOException e) {
      return null;
    }
  }

  private static InputStream open(String resource) throws IOException {
    ClassLoader classes = OrtEnvironment.class.getClassLoader();
    InputStream packed = classes.getResourceAsStream(resource + PACKED);
    return packed == null
        ? classes.getResourceAsStream(resource)
        : new GZIPInputStream(packed, BUFFER);
  }

  /** Where the jar of onnxruntime has a library for this platform. */
  static String resource(String library) {
    return "ai/onnxruntime/native/" + platform() + "/" + fileName(library);
  }

  private static String fileName(String library) {
    return "lib" + library + ".so";
  }

  private static String platform() {
    boolean arm = System.getProperty("os.arch").equals("aarch64");
    return arm ? "linux-aarch64" : "linux-x64";
  }
}
