package io.semanticrouter.understanding;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** The word pieces of the encoder: {@code vocab.txt}, one a line, a piece's number is its line. */
final class Vocabulary {
  /** Longer pieces do not exist; looking for them would be in vain. */
  private final int longest;

  /** Pieces that begin a word. */
  private final Map<String, Integer> first = new HashMap<>();

  /** Pieces that go on with a word, without their {@code ##}. */
  private final Map<String, Integer> next = new HashMap<>();

  private Vocabulary(BufferedReader lines) throws IOException {
    int number = 0;
    int length = 0;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      boolean goesOn = line.length() > 2 && line.startsWith("##");
      String piece = goesOn ? line.substring(2) : line;
      (goesOn ? next : first).put(piece, number++);
      length = Math.max(length, piece.length());
    }
    longest = length;
  }

  static Vocabulary read(InputStream in) {
    try (var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return new Vocabulary(lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int longest() {
    return longest;
  }

  /** The number of a piece at the beginning of a word, or -1. */
  int first(String piece) {
    return first.getOrDefault(piece, -1);
  }

  /** The number of a piece within a word, or -1. */
  int next(String piece) {
    return next.getOrDefault(piece, -1);
  }
}
