package io.semanticrouter.understanding.onnx;

import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.graalvm.nativeimage.hosted.Feature;
import org.graalvm.nativeimage.hosted.RuntimeResourceAccess;

/**
 * Puts onnxruntime's shared objects for the platform that is built on into a native image, packed:
 * they take a third of their size, and some 60 ms of the start to unpack.
 */
final class OnnxLibraryFeature implements Feature {
  OnnxLibraryFeature() {}

  @Override
  public void beforeAnalysis(BeforeAnalysisAccess access) {
    Class<?> owner = access.findClassByName("ai.onnxruntime.OrtEnvironment");
    for (String library : OnnxLibrary.LIBRARIES) {
      String resource = OnnxLibrary.resource(library);
      RuntimeResourceAccess.addResource(
          owner.getModule(), resource + OnnxLibrary.PACKED, packed(owner, resource));
    }
  }

  private static byte[] packed(Class<?> owner, String resource) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (InputStream in = owner.getClassLoader().getResourceAsStream(resource)) {
      if (in == null) {
        throw new FileNotFoundException(resource);
      }
      try (OutputStream out = new SmallGzip(bytes)) {
        in.transferTo(out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static final class SmallGzip extends GZIPOutputStream {
    SmallGzip(OutputStream out) throws IOException {
      super(out);
      def.setLevel(Deflater.BEST_COMPRESSION);
    }
  }
}
