package io.semanticrouter.cache.rules;

import io.semanticrouter.cache.rules.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts a text into tokens. Without recursion or nested repetition: hostile texts take no longer.
 */
final class Tokens {
  private static final Pattern TOKEN =
      Pattern.compile(
          "(?<number>\\d++(?:[.,:]\\d++)*+)"
              + "|(?<word>[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}]"
              + "|[\\p{L}_][[\\p{L}\\p{M}\\p{Nd}_]&&[^\\p{IsHan}]]*+(?:['’]\\p{L}++)*+[#+]{0,2})"
              + "|(?<signs>[-<>=!&|^+*/%~$€£¥≤≥≠×÷−°√²³]++)");

  private Tokens() {}

  static List<Token> of(String text) {
    List<Token> tokens = new ArrayList<>();
    Matcher matcher = TOKEN.matcher(text);
    int end = 0;
    while (matcher.find()) {
      String raw = matcher.group();
      String lower = raw.toLowerCase(Locale.ROOT).replace('’', '\'');
      Kind kind = kind(matcher);
      boolean glued = !tokens.isEmpty() && matcher.start() == end;
      tokens.add(new Token(kind, raw, lower, glued, end == 0 || opens(text, end, matcher.start())));
      end = matcher.end();
    }
    return tokens;
  }

  private static Kind kind(Matcher matcher) {
    if (matcher.start("number") >= 0) {
      return Kind.NUMBER;
    }
    return matcher.start("word") >= 0 ? Kind.WORD : Kind.SIGNS;
  }

  private static boolean opens(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (".!?:;\n\"“„«(".indexOf(text.charAt(i)) >= 0) {
        return true;
      }
    }
    return false;
  }
}
