package io.semanticrouter.classification;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Shows train.py a text as the router's classifier sees it, so that the rules of reading are written
 * once. One base64 text a line on stdin; on stdout {@code stem|word stem|word ...<TAB>shape ...}.
 */
final class TermDump implements TermSink {
  private final StringBuilder words = new StringBuilder();
  private final StringBuilder shapes = new StringBuilder();

  private TermDump() {}

  public static void main(String[] args) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String text = new String(Base64.getDecoder().decode(line), StandardCharsets.UTF_8);
        TermDump dump = new TermDump();
        new TermScanner(dump).scan(text, 0, text.length());
        out.print(dump.words);
        out.print('\t');
        out.println(dump.shapes);
      }
    }
  }

  @Override
  public void word(char[] buffer, int length) {
    String surface = new String(buffer, 0, length);
    words.append(buffer, 0, Stemmer.stem(buffer, length)).append('|').append(surface).append(' ');
  }

  @Override
  public void shape(Shape shape) {
    shapes.append(shape).append(' ');
  }
}
