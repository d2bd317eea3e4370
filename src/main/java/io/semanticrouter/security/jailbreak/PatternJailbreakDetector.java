package io.semanticrouter.security.jailbreak;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * The fast tier: compares a text with the patterns of {@code patterns.txt}. It knows wordings, not
 * meanings; an attack in words of its own passes, and is left to a trained model.
 *
 * <p>Takes time linear in the length of the text, whatever the text. Holds no state.
 */
@ApplicationScoped
public class PatternJailbreakDetector implements JailbreakDetector {
  /** From this score on, a decoded text is taken for an order that was hidden. */
  private static final double HIDDEN_ORDER = 0.5;

  /** Hiding an order makes it more suspicious than its words alone. */
  private static final double HIDING = 0.4;

  private static final double DISGUISE = 0.3;

  /** So many words with digits for letters may be chance. */
  private static final int CHANCE_WORDS = 1;

  /** Encoded text is searched, and turned round, up to this length. */
  private static final int MAX_TURNED = 4096;

  private final PatternBook book = PatternBook.builtIn();

  @Override
  public Inspection inspect(String text) {
    NormalizedText plain = TextNormalizer.normalize(text);
    Tokens tokens = Tokenizer.tokenize(book, plain.chars(), plain.length());
    Evidence evidence = Evidence.of(book, PatternMatcher.match(book, tokens));
    boolean leet = tokens.leetWords() > CHANCE_WORDS;
    boolean disguised = leet || plain.isDisguised();
    if (disguised && !evidence.isEmpty()) {
      evidence.add("obfuscation.letters", null, DISGUISE);
    }
    for (String payload : EncodedPayloads.decode(text)) {
      NormalizedText decoded = TextNormalizer.normalize(payload);
      addHidden(evidence, "encoding.payload", decoded.chars(), decoded.length());
    }
    int turned = Math.min(plain.length(), MAX_TURNED);
    if (holds(tokens, book.rotatedWords())) {
      addHidden(evidence, "encoding.rot13", rot13(plain.chars(), turned), turned);
    }
    if (holds(tokens, book.reversedWords())) {
      addHidden(evidence, "encoding.reversed", reversed(plain.chars(), turned), turned);
    }
    Optional<String> undisguised =
        disguised ? Optional.of(Undisguised.of(book.vocabulary(), plain, leet)) : Optional.empty();
    return new Inspection(evidence.finding(), undisguised);
  }

  private void addHidden(Evidence evidence, String pattern, char[] chars, int length) {
    Tokens tokens = Tokenizer.tokenize(book, chars, length);
    double score = Evidence.of(book, PatternMatcher.match(book, tokens)).score();
    if (score >= HIDDEN_ORDER) {
      evidence.add(pattern, AttackType.ENCODING, 1 - (1 - score) * (1 - HIDING));
    }
  }

  private boolean holds(Tokens tokens, int wordSet) {
    for (int i = 0; i < tokens.size(); i++) {
      if (book.isIn(tokens.id(i), wordSet)) {
        return true;
      }
    }
    return false;
  }

  private static char[] rot13(char[] chars, int length) {
    char[] rotated = new char[length];
    for (int i = 0; i < length; i++) {
      char c = chars[i];
      rotated[i] = c >= 'a' && c <= 'z' ? (char) ('a' + (c - 'a' + 13) % 26) : c;
    }
    return rotated;
  }

  private static char[] reversed(char[] chars, int length) {
    char[] reversed = new char[length];
    for (int i = 0; i < length; i++) {
      reversed[i] = chars[length - 1 - i];
    }
    return reversed;
  }
}
