package io.semanticrouter.cache.rules;

import java.util.ArrayList;
import java.util.List;

/** Other operator signs between nearly the same words: {@code <} and {@code <=}, + and *. */
final class OperatorRule implements Rule {
  private static final double SAME_MATTER = 0.6;

  @Override
  public boolean differ(TextFacts a, TextFacts b) {
    List<String> inA = operators(a);
    List<String> inB = operators(b);
    return !inA.isEmpty()
        && !inB.isEmpty()
        && !inA.equals(inB)
        && TextFacts.overlap(a, b) >= SAME_MATTER;
  }

  private static List<String> operators(TextFacts text) {
    List<String> found = new ArrayList<>();
    List<Token> tokens = text.tokens();
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      if (token.kind() == Token.Kind.SIGNS && isOperator(tokens, i)) {
        found.add(token.text().replace('×', '*').replace('÷', '/').replace('−', '-'));
      }
    }
    found.sort(null);
    return found;
  }

  /** A minus between words is a dash or a hyphen; signs of money and shares are no operators. */
  private static boolean isOperator(List<Token> tokens, int at) {
    String signs = tokens.get(at).text();
    if (signs.chars().allMatch(c -> "$€£¥%°-".indexOf(c) >= 0)) {
      return signs.equals("-")
          && at + 1 < tokens.size()
          && tokens.get(at + 1).isNumber()
          && at > 0
          && !tokens.get(at).glued()
          && !tokens.get(at + 1).glued();
    }
    return true;
  }
}
