package io.semanticrouter.understanding;

import java.text.Normalizer;
import java.util.Arrays;

/**
 * The tokenizer of uncased BERT models, with the offsets of each piece in the text as sent: clean
 * the text, part words at white space, punctuation and CJK characters, lower the case, strip
 * accents, then take the longest known piece again and again. Gives the same ids as the reference
 * (Hugging Face's {@code BertTokenizerFast}); a test compares them on a mixed sample.
 *
 * <p>Immutable and safe for any thread. Takes time linear in the length of the text: words are cut
 * off at {@value #LONGEST_WORD} characters, as the reference does.
 */
final class WordPieces {
  static final int PAD = 0;
  static final int UNKNOWN = 100;
  static final int CLS = 101;
  static final int SEP = 102;

  /** Longer words are unknown: the reference's {@code max_input_chars_per_word}. */
  private static final int LONGEST_WORD = 100;

  private final Vocabulary vocabulary;

  WordPieces(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  /** Cuts a text into at most {@code limit} pieces; what comes behind them is not read. */
  Tokens tokenize(String text, int limit) {
    return new Run(text, limit).run();
  }

  /** One pass over one text: collects the pieces, and the characters of the word at hand. */
  private final class Run {
    private final String text;
    private final int limit;
    private int[] ids;
    private int[] starts;
    private int[] ends;
    private boolean[] inner;
    private int size;

    private final StringBuilder word = new StringBuilder();
    private int letters;
    // Where in the text each char of the word comes from.
    private int[] froms = new int[LONGEST_WORD];
    private int[] tos = new int[LONGEST_WORD];

    Run(String text, int limit) {
      this.text = text;
      this.limit = limit;
      int guess = Math.min(limit, 16 + text.length() / 3);
      ids = new int[guess];
      starts = new int[guess];
      ends = new int[guess];
      inner = new boolean[guess];
    }

    Tokens run() {
      int at = 0;
      while (at < text.length() && size < limit) {
        int c = text.codePointAt(at);
        int end = at + Character.charCount(c);
        if (c < 0x80) {
          ascii((char) c, at);
        } else {
          other(c, at, end);
        }
        at = end;
      }
      endWord();
      byte[] cases = new byte[size];
      for (int i = 0; i < size; i++) {
        cases[i] = CaseClass.of(text, starts[i], ends[i]);
      }
      return new Tokens(
          Arrays.copyOf(ids, size),
          Arrays.copyOf(starts, size),
          Arrays.copyOf(ends, size),
          cases,
          Arrays.copyOf(inner, size));
    }

    private void ascii(char c, int at) {
      if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
        endWord();
      } else if (c < ' ' || c == 0x7f) {
        return;
      } else if (CharacterKinds.isAsciiPunctuation(c)) {
        single(c, at, at + 1);
      } else {
        append(c >= 'A' && c <= 'Z' ? (char) (c + 32) : c, at, at + 1);
      }
    }

    private void other(int c, int at, int end) {
      if (CharacterKinds.isDropped(c)) {
        return;
      }
      if (CharacterKinds.isSpace(c)) {
        endWord();
      } else if (CharacterKinds.isCjk(c)) {
        // The reference puts spaces around these before it normalizes them.
        endWord();
        normalized(c, at, end);
        endWord();
      } else {
        normalized(c, at, end);
      }
    }

    /**
     * The character decomposed, without its accents, in lower case; the order is the reference's.
     */
    private void normalized(int c, int at, int end) {
      String plain = Normalizer.normalize(Character.toString(c), Normalizer.Form.NFD);
      for (int i = 0; i < plain.length(); ) {
        int part = plain.codePointAt(i);
        i += Character.charCount(part);
        if (Character.getType(part) == Character.NON_SPACING_MARK) {
          continue;
        }
        String lower = CharacterKinds.lower(part);
        for (int k = 0; k < lower.length(); ) {
          int piece = lower.codePointAt(k);
          k += Character.charCount(piece);
          if (CharacterKinds.isSpace(piece)) {
            endWord();
          } else if (CharacterKinds.isPunctuation(piece)) {
            single(piece, at, end);
          } else {
            append(piece, at, end);
          }
        }
      }
    }

    private void single(int c, int at, int end) {
      endWord();
      append(c, at, end);
      endWord();
    }

    private void append(int c, int at, int end) {
      letters++;
      if (letters > LONGEST_WORD) {
        // Too long already: only its end still matters.
        tos[word.length() - 1] = end;
        return;
      }
      int length = word.length();
      word.appendCodePoint(c);
      if (word.length() > froms.length) {
        froms = Arrays.copyOf(froms, 2 * froms.length);
        tos = Arrays.copyOf(tos, 2 * tos.length);
      }
      for (int i = length; i < word.length(); i++) {
        froms[i] = at;
        tos[i] = end;
      }
    }

    private void endWord() {
      if (letters == 0) {
        return;
      }
      if (letters > LONGEST_WORD || !pieces()) {
        add(UNKNOWN, froms[0], tos[word.length() - 1], false);
      }
      word.setLength(0);
      letters = 0;
    }

    /** Adds the word's pieces, or none of them and returns false if it cannot be put together. */
    private boolean pieces() {
      int before = size;
      int start = 0;
      while (start < word.length()) {
        int end = Math.min(word.length(), start + vocabulary.longest());
        int id = -1;
        while (end > start) {
          String piece = word.substring(start, end);
          id = start == 0 ? vocabulary.first(piece) : vocabulary.next(piece);
          if (id >= 0) {
            break;
          }
          end--;
        }
        if (id < 0) {
          size = before;
          return false;
        }
        add(id, froms[start], tos[end - 1], start > 0);
        start = end;
      }
      return true;
    }

    private void add(int id, int start, int end, boolean goesOn) {
      if (size == limit) {
        return;
      }
      if (size == ids.length) {
        int more = (int) Math.min(limit, 2L * size + 8);
        ids = Arrays.copyOf(ids, more);
        starts = Arrays.copyOf(starts, more);
        ends = Arrays.copyOf(ends, more);
        inner = Arrays.copyOf(inner, more);
      }
      ids[size] = id;
      starts[size] = start;
      ends[size] = end;
      inner[size++] = goesOn;
    }
  }
}
