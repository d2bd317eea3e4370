package io.semanticrouter.security.jailbreak;

/** Cuts a normalised text into the words, markers and sentences that patterns speak of. */
final class Tokenizer {
  /** A longer quotation is taken for pasted material, not for words that are talked about. */
  private static final int LONGEST_MENTION = 45;

  /** Below this, a full stop is read as a trick: "Ignore. All. Rules." */
  private static final int SHORTEST_SENTENCE = 2;

  private static final int MIN_LEET_WORD = 3;

  private final Vocabulary vocabulary;
  private final Markers markers;
  private final char[] chars;
  private final int end;
  private final Tokens tokens;
  private final int[] openQuote = {-1, -1};
  private int sentence;
  private int sentenceStart;
  private int lastStop;

  private Tokenizer(Vocabulary vocabulary, Markers markers, char[] chars, int length) {
    this.vocabulary = vocabulary;
    this.markers = markers;
    this.chars = chars;
    this.end = length;
    this.tokens = new Tokens(16 + length / 4);
  }

  static Tokens tokenize(PatternBook book, char[] chars, int length) {
    Tokenizer tokenizer = new Tokenizer(book.vocabulary(), book.markers(), chars, length);
    tokenizer.run();
    return tokenizer.tokens;
  }

  private void run() {
    for (int i = 0; i < end; ) {
      char c = chars[i];
      if (isWordChar(c)) {
        i = word(i);
      } else if (c == NormalizedText.JOINED) {
        i = joinedWord(i + 1);
      } else {
        i = c == ' ' ? i + 1 : sign(i, c);
      }
    }
  }

  private int word(int start) {
    if (isIdeograph(chars[start])) {
      add(vocabulary.idOf(chars, start, start + 1));
      return start + 1;
    }
    int stop = start;
    boolean plain = true;
    boolean letters = false;
    while (stop < end) {
      char c = chars[stop];
      if (c >= 'a' && c <= 'z') {
        letters = true;
      } else if (isWordChar(c) && !isIdeograph(c)) {
        plain &= c > '9';
        letters |= c > '9';
      } else if (isInner(stop, c)) {
        plain = false;
      } else {
        break;
      }
      stop++;
    }
    int id = vocabulary.idOf(chars, start, stop);
    add(id != Vocabulary.UNKNOWN || plain || !letters ? id : disguised(start, stop));
    return stop;
  }

  /** An apostrophe, or a sign that stands for a letter, between two letters. */
  private boolean isInner(int i, char c) {
    return (c == '\'' || c == '@' || c == '$') && i + 1 < end && isWordChar(chars[i + 1]);
  }

  /** Looks a word up without its apostrophes, and with letters for its digits. */
  private int disguised(int start, int stop) {
    char[] plain = new char[stop - start];
    int length = 0;
    boolean digits = false;
    for (int i = start; i < stop && length <= vocabulary.longest(); i++) {
      if (chars[i] != '\'') {
        plain[length++] = chars[i];
        digits |= chars[i] != leet(chars[i], 'i');
      }
    }
    int id = vocabulary.idOf(plain, 0, length);
    if (id != Vocabulary.UNKNOWN || !digits || length < MIN_LEET_WORD) {
      return id;
    }
    char[] guess = new char[length];
    for (char one : new char[] {'i', 'l'}) {
      for (int i = 0; i < length; i++) {
        guess[i] = leet(plain[i], one);
      }
      id = vocabulary.idOf(guess, 0, length);
      if (id != Vocabulary.UNKNOWN) {
        tokens.countLeetWord();
        return id;
      }
    }
    return Vocabulary.UNKNOWN;
  }

  /** The letter that a digit or sign stands for; {@code one} is what 1 stands for. */
  static char leet(char c, char one) {
    return switch (c) {
      case '0' -> 'o';
      case '1' -> one;
      case '3' -> 'e';
      case '4', '@' -> 'a';
      case '5', '$' -> 's';
      case '7' -> 't';
      default -> c;
    };
  }

  /** Words joined from spaced letters may have run together: longest known word first. */
  private int joinedWord(int start) {
    int stop = start;
    while (stop < end && isWordChar(chars[stop])) {
      stop++;
    }
    int whole = vocabulary.idOf(chars, start, stop);
    if (whole != Vocabulary.UNKNOWN) {
      add(whole);
      return stop;
    }
    whole = disguised(start, stop);
    if (whole != Vocabulary.UNKNOWN) {
      add(whole);
      return stop;
    }
    for (int i = start; i < stop; ) {
      int last = Math.min(stop, i + vocabulary.longest());
      while (last > i + 1 && vocabulary.idOf(chars, i, last) == Vocabulary.UNKNOWN) {
        last--;
      }
      add(vocabulary.idOf(chars, i, last));
      i = last;
    }
    return stop;
  }

  private int sign(int i, char c) {
    int marker = markers.longestAt(chars, i, end);
    if (marker >= 0) {
      add(markers.id(marker));
      return i + markers.length(marker);
    }
    switch (c) {
      case '.', '!', '?' -> {
        if (i + 1 >= end || !isWordChar(chars[i + 1])) {
          endSentence(SHORTEST_SENTENCE);
        }
      }
      case '。', '！', '？' -> endSentence(SHORTEST_SENTENCE);
      case '\n' -> newLine(i);
      case '"', '`' -> quotation(0);
      case '\'' -> {
        boolean opens = i + 1 < end && isWordChar(chars[i + 1]);
        if (opens != openQuote[1] >= 0) {
          quotation(1);
        }
      }
      default -> {}
    }
    return i + 1;
  }

  /** A blank line ends a sentence; a single one may break it anywhere, at the cost of a word. */
  private void newLine(int i) {
    if (i + 1 < end && chars[i + 1] == '\n') {
      endSentence(1);
    } else if (tokens.size() > sentenceStart) {
      add(Vocabulary.UNKNOWN);
    }
  }

  private void quotation(int kind) {
    if (openQuote[kind] < 0) {
      openQuote[kind] = tokens.size();
      return;
    }
    if (tokens.size() - openQuote[kind] <= LONGEST_MENTION) {
      tokens.quote(openQuote[kind], tokens.size());
    }
    openQuote[kind] = -1;
  }

  private void endSentence(int leastWords) {
    if (tokens.size() - lastStop >= leastWords) {
      sentence++;
      sentenceStart = tokens.size();
    }
    lastStop = tokens.size();
  }

  private void add(int id) {
    tokens.add(id, sentence);
  }

  private static boolean isWordChar(char c) {
    return c < 0x80
        ? (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')
        : Character.isLetterOrDigit(c)
            || Character.getType(c) == Character.NON_SPACING_MARK
            || Character.getType(c) == Character.COMBINING_SPACING_MARK;
  }

  /** Scripts that are written without spaces: each sign is a word. */
  static boolean isIdeograph(char c) {
    return c >= 0x3040 && c < 0xA000;
  }
}
