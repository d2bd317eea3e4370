package io.semanticrouter.understanding;

import io.semanticrouter.understanding.Encoder.Answer;
import io.semanticrouter.understanding.Reading.Span;
import io.semanticrouter.understanding.Windows.Window;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads whole texts with an encoder that sees a window at a time. Attacks and personal data are
 * looked for in every window, so no text around them hides them; the category and the embedding
 * come from head and tail, where people say what they want.
 *
 * <p>Of a text longer than {@code maxTokens} its head and its tail are read, half of the limit
 * each. Safe for any thread.
 */
final class TextReader {
  /**
   * A word piece has at least one character, in ordinary text four: what is looked at to fill a
   * half.
   */
  private static final int CHARS_PER_TOKEN = 8;

  /** Pieces of two texts that are read together, with the marks: as many as it learned from. */
  private static final int LONGEST_PAIR = 128;

  private final Encoder encoder;
  private final WordPieces wordPieces;
  private final Calibration calibration;
  private final int maxTokens;

  TextReader(Encoder encoder, WordPieces wordPieces, Calibration calibration, int maxTokens) {
    this.encoder = encoder;
    this.wordPieces = wordPieces;
    this.calibration = calibration;
    this.maxTokens = maxTokens;
  }

  Reading read(String text) {
    if (text.length() <= (long) maxTokens * CHARS_PER_TOKEN) {
      Tokens tokens = wordPieces.tokenize(text, maxTokens + 1);
      if (tokens.size() <= maxTokens) {
        Draft draft = new Draft();
        draft.read(text, tokens, 0);
        return draft.finish(true);
      }
    }
    return readEnds(text);
  }

  private Reading readEnds(String text) {
    int half = Math.max(1, maxTokens / 2);
    Draft draft = new Draft();
    Tokens head = wordPieces.tokenize(text, half);
    draft.read(text, head, 0);
    int from = Math.max(0, text.length() - half * CHARS_PER_TOKEN);
    if (from > 0 && Character.isLowSurrogate(text.charAt(from))) {
      from++;
    }
    String tail = text.substring(from);
    Tokens rest = wordPieces.tokenize(tail, Integer.MAX_VALUE);
    draft.read(tail, rest.from(Math.max(0, rest.size() - half)), from);
    return draft.finish(false);
  }

  /** See {@link Understanding#sameAnswer}. */
  double sameAnswer(String a, String b) {
    Tokens first = wordPieces.tokenize(a, LONGEST_PAIR);
    Tokens second = wordPieces.tokenize(b, LONGEST_PAIR);
    int length = first.size() + second.size() + 3;
    if (length > LONGEST_PAIR || !seesWhatDiffers(a, first, b, second)) {
      return 0;
    }
    long[] ids = new long[length];
    long[] segments = new long[length];
    ids[0] = WordPieces.CLS;
    first.copy(0, first.size(), ids, 1);
    ids[1 + first.size()] = WordPieces.SEP;
    second.copy(0, second.size(), ids, 2 + first.size());
    ids[length - 1] = WordPieces.SEP;
    java.util.Arrays.fill(segments, 2 + first.size(), length, 1);
    return calibration.sameAnswer(encoder.compare(ids, segments));
  }

  /**
   * False where the two differ in what the encoder does not see: a sign that its vocabulary lacks
   * (most of Chinese, emoji), or accents alone, which it drops. It drops case as well, but whether
   * that means anything is left to the cache's rules: "5 mW" is not "5 MW", "Hello" is "hello".
   */
  private static boolean seesWhatDiffers(String a, Tokens first, String b, Tokens second) {
    return java.util.Arrays.equals(first.ids(), second.ids())
        ? a.strip().equalsIgnoreCase(b.strip())
        : unknown(a, first).equals(unknown(b, second));
  }

  /** The parts of a text that the vocabulary lacks, in their order. */
  private static List<String> unknown(String text, Tokens tokens) {
    List<String> parts = List.of();
    for (int i = 0; i < tokens.size(); i++) {
      if (tokens.ids()[i] == WordPieces.UNKNOWN) {
        parts = parts.isEmpty() ? new ArrayList<>() : parts;
        parts.add(text.substring(tokens.starts()[i], tokens.ends()[i]));
      }
    }
    return parts;
  }

  private Answer encode(Tokens tokens, Window window) {
    long[] ids = new long[window.length() + 2];
    long[] cases = new long[ids.length];
    ids[0] = WordPieces.CLS;
    tokens.copy(window.from(), window.to(), ids, 1);
    ids[ids.length - 1] = WordPieces.SEP;
    for (int i = 0; i < window.length(); i++) {
      cases[i + 1] = tokens.cases()[window.from() + i];
    }
    return encoder.read(ids, cases);
  }

  /** What has been read of a text so far. */
  private final class Draft {
    private final List<Span> spans = new ArrayList<>();
    private Answer first;
    private Answer last;
    private Answer worst;
    private int pieces;

    void read(String text, Tokens tokens, int offset) {
      List<Window> windows = Windows.of(tokens.size());
      float[][] tags = new float[tokens.size()][];
      for (int i = 0; i < windows.size(); i++) {
        Window window = windows.get(i);
        last = encode(tokens, window);
        pieces += window.length();
        first = first == null ? last : first;
        worst = worst == null || last.attack() > worst.attack() ? last : worst;
        Window core = Windows.core(windows, i);
        for (int k = core.from(); k < core.to(); k++) {
          int row = (1 + k - window.from()) * EntityDecoder.TAGS;
          tags[k] = java.util.Arrays.copyOfRange(last.tags(), row, row + EntityDecoder.TAGS);
        }
      }
      if (windows.size() > 1) {
        Windows.ends(tokens.size()).forEach(end -> readEnd(tokens, end));
      }
      for (Span span : EntityDecoder.decode(text, tokens, tags, calibration.tagBias())) {
        int start = span.start() + offset;
        int end = span.end() + offset;
        spans.add(new Span(span.type(), start, end, span.confidence()));
      }
    }

    /** A short attack weighs little in a window that harmless text fills: it is read alone, too. */
    private void readEnd(Tokens tokens, Window end) {
      Answer answer = encode(tokens, end);
      pieces += end.length();
      worst = answer.attack() > worst.attack() ? answer : worst;
    }

    Reading finish(boolean complete) {
      double[] category = new double[first.category().length];
      float[] embedding = new float[first.embedding().length];
      for (int i = 0; i < category.length; i++) {
        category[i] = (first.category()[i] + last.category()[i]) / 2.0;
      }
      double square = 0;
      for (int i = 0; i < embedding.length; i++) {
        embedding[i] = first.embedding()[i] + last.embedding()[i];
        square += embedding[i] * (double) embedding[i];
      }
      for (int i = 0; i < embedding.length; i++) {
        embedding[i] /= (float) Math.sqrt(square);
      }
      double[] kinds = new double[worst.kind().length];
      for (int i = 0; i < kinds.length; i++) {
        kinds[i] = worst.kind()[i];
      }
      return new Reading(
          calibration.domains(category),
          calibration.attackScore(worst.attack()),
          Calibration.softmax(kinds, 0, kinds.length),
          List.copyOf(spans),
          embedding,
          complete,
          pieces);
    }
  }
}
