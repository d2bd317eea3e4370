package io.semanticrouter.understanding;

import io.semanticrouter.config.PiiType;
import io.semanticrouter.understanding.Reading.Span;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes spans of the tags of a text's pieces. The pieces of a word vote together, with those that a
 * hyphen joins to it, so that no span begins or ends within one; a span goes on while words of its
 * type follow each other and none of them is tagged as another's beginning.
 */
final class EntityDecoder {
  /** Tags: none, then begin and inside of each type. */
  static final int TAGS = 1 + 2 * Labels.ENTITIES.size();

  private static final int PERSON = Labels.ENTITIES.indexOf(PiiType.PERSON);
  private static final int LOCATION = Labels.ENTITIES.indexOf(PiiType.LOCATION);

  /**
   * What "none" loses, and what a person wins, by a word that is a name. Chosen on texts kept out.
   */
  private static final double NAME_BIAS = 3;

  private final String text;
  private final Tokens tokens;
  private final float[][] tags;
  private final double noneBias;
  private final NameList names = NameList.builtIn();
  private final List<Span> spans = new ArrayList<>();

  // The span that is being read.
  private int type = -1;
  private int start;
  private int end;
  private double sum;
  private int words;

  private EntityDecoder(String text, Tokens tokens, float[][] tags, double noneBias) {
    this.text = text;
    this.tokens = tokens;
    this.tags = tags;
    this.noneBias = noneBias;
  }

  /**
   * The spans of a text.
   *
   * @param text that the tokens are of
   * @param tags the logits of each piece; a piece without any belongs to no span
   * @param noneBias added to the logit of the tag "none"
   */
  static List<Span> decode(String text, Tokens tokens, float[][] tags, double noneBias) {
    EntityDecoder decoder = new EntityDecoder(text, tokens, tags, noneBias);
    decoder.run();
    return decoder.spans;
  }

  private void run() {
    int from = 0;
    while (from < tokens.size()) {
      int to = from + 1;
      while (to < tokens.size() && isSameWord(to)) {
        to++;
      }
      word(from, to);
      from = to;
    }
    close();
  }

  private boolean isSameWord(int piece) {
    return tokens.goesOn(piece)
        || (tokens.starts()[piece] == tokens.ends()[piece - 1]
            && isJoined(text, tokens.starts()[piece]));
  }

  /**
   * True if what begins at an offset belongs to the word before it, being a hyphen within letters
   * or behind one: "Mazur-Lis". Not in "29-year-old": an age is the number alone.
   */
  static boolean isJoined(String text, int at) {
    int hyphen = isHyphen(text.charAt(at)) ? at : at - 1;
    return hyphen >= 1
        && hyphen + 1 < text.length()
        && isHyphen(text.charAt(hyphen))
        && Character.isLetter(text.charAt(hyphen - 1))
        && Character.isLetter(text.charAt(hyphen + 1));
  }

  private static boolean isHyphen(char c) {
    return c == '-' || c == '\u2010';
  }

  private void word(int from, int to) {
    double[] logits = new double[TAGS];
    int voters = 0;
    for (int i = from; i < to; i++) {
      if (tags[i] != null) {
        voters++;
        for (int k = 0; k < TAGS; k++) {
          logits[k] += tags[i][k];
        }
      }
    }
    if (voters == 0) {
      close();
      return;
    }
    for (int k = 0; k < TAGS; k++) {
      logits[k] /= voters;
    }
    logits[0] += noneBias;
    double[] shares = Calibration.softmax(logits, 0, TAGS);
    int best = best(shares);
    if (mayBeName(best, logits, from) && holdsName(from, to)) {
      logits[0] -= NAME_BIAS;
      logits[1 + 2 * PERSON] += NAME_BIAS;
      logits[2 + 2 * PERSON] += NAME_BIAS;
      shares = Calibration.softmax(logits, 0, TAGS);
      best = best(shares);
    }
    if (best < 0) {
      close();
      return;
    }
    boolean begins = shares[1 + 2 * best] > shares[2 + 2 * best];
    int wordStart = tokens.starts()[from];
    if (best != type || (begins && wordStart > end)) {
      close();
      type = best;
      start = wordStart;
    }
    end = tokens.ends()[to - 1];
    sum += shares[1 + 2 * best] + shares[2 + 2 * best];
    words++;
  }

  /**
   * False of what the network takes for another thing, an organization or a street: it may be named
   * after a person.
   *
   * @param best the type that it is taken for, or -1
   */
  private boolean mayBeName(int best, double[] logits, int from) {
    if (best >= 0) {
      return best == PERSON || best == LOCATION;
    }
    boolean capital = Character.isUpperCase(text.charAt(tokens.starts()[from]));
    return capital || likeliest(logits) == PERSON;
  }

  /** The type of the likeliest tag but "none". */
  private static int likeliest(double[] logits) {
    int best = 1;
    for (int k = 2; k < TAGS; k++) {
      best = logits[k] > logits[best] ? k : best;
    }
    return (best - 1) / 2;
  }

  /** True if the word, or a part that a hyphen joins to it, is a name. */
  private boolean holdsName(int from, int to) {
    int part = from;
    for (int i = from + 1; i <= to; i++) {
      if (i == to || !tokens.goesOn(i)) {
        if (names.contains(text, tokens.starts()[part], tokens.ends()[i - 1])) {
          return true;
        }
        part = i;
      }
    }
    return false;
  }

  /** The type that is likelier than none and than every other, or -1. */
  private static int best(double[] shares) {
    int best = -1;
    double share = shares[0];
    for (int t = 0; t < Labels.ENTITIES.size(); t++) {
      double both = shares[1 + 2 * t] + shares[2 + 2 * t];
      if (both > share) {
        share = both;
        best = t;
      }
    }
    return best;
  }

  private void close() {
    if (type >= 0) {
      PiiType found = Labels.ENTITIES.get(type);
      spans.add(new Span(found, start, end, sum / words));
    }
    type = -1;
    sum = 0;
    words = 0;
  }
}
