package io.semanticrouter.config;

import io.semanticrouter.hash.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

/**
 * What a file held when it was read, as bytes that nobody has looked into yet.
 *
 * @param sha256 of the bytes in hex; empty where the file could not be read
 * @param fault why it could not be read, or null
 */
record FileContent(String name, byte[] bytes, String sha256, ConfigFault fault) {

  private static final byte[] NOTHING = {};

  /** Reads a file; what cannot be read is a fault of the result, never thrown. */
  static FileContent read(String name, Path path) {
    if (Files.isDirectory(path)) {
      return unreadable(name, "is a directory; name the file in it");
    }
    if (!Files.exists(path)) {
      return unreadable(name, "no such file");
    }
    try (InputStream in = Files.newInputStream(path)) {
      return of(name, in.readNBytes(YamlParser.MAX_CHARACTERS + 1));
    } catch (IOException e) {
      return unreadable(name, "cannot be read (" + e.getClass().getSimpleName() + ")");
    }
  }

  static FileContent of(String name, byte[] bytes) {
    return new FileContent(name, bytes, HexFormat.of().formatHex(Sha256.of(bytes)), null);
  }

  private static FileContent unreadable(String name, String problem) {
    return new FileContent(
        name, NOTHING, "", new ConfigFault(name, ConfigFile.PATH_VARIABLE, "", problem));
  }

  /** The same for the same bytes, and for the same reason why there are none. */
  String fingerprint() {
    return fault == null ? sha256 : fault.line();
  }

  boolean isBlank() {
    for (byte b : bytes) {
      if (b > ' ' || b < 0) {
        return false;
      }
    }
    return true;
  }

  /** The bytes as text, without a byte order mark. */
  String text() throws CharacterCodingException {
    String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }
}
