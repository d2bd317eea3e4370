package io.semanticrouter.security.jailbreak;

import io.semanticrouter.security.jailbreak.AttackPattern.Step;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Finds patterns in a row of words. Each pattern is advanced by a bit set of the places it may have
 * reached within {@link #WINDOW} words, so that the work for a word is bounded whatever the text:
 * there is no backtracking.
 */
final class PatternMatcher {
  /** A pattern that stretches over more words than this is not found. */
  static final int WINDOW = 64;

  /** How far before a match a word makes it reported speech. */
  private static final int REPORT_REACH = 5;

  private final PatternBook book;
  private final Tokens tokens;
  private final Match[] best;

  /** Talk bears on what is near it alone, so that all places of it count. */
  private final List<Match> talk = new ArrayList<>();

  private PatternMatcher(PatternBook book, Tokens tokens) {
    this.book = book;
    this.tokens = tokens;
    this.best = new Match[book.ruleCount()];
  }

  /**
   * At most one match for each rule that tells attacks: the first that is neither quoted nor
   * reported, else any; and all of those that tell talk. In the order of the rules.
   */
  static List<Match> match(PatternBook book, Tokens tokens) {
    PatternMatcher matcher = new PatternMatcher(book, tokens);
    for (int i = 0; i < tokens.size(); i++) {
      AttackPattern[] starting = book.startingWith(tokens.id(i));
      if (starting != null) {
        for (AttackPattern pattern : starting) {
          matcher.tryAt(pattern, i);
        }
      }
    }
    List<Match> found = new ArrayList<>();
    for (Match match : matcher.best) {
      if (match != null) {
        found.add(match);
      }
    }
    found.addAll(matcher.talk);
    found.sort(Comparator.comparingInt(Match::rule));
    return found;
  }

  private void tryAt(AttackPattern pattern, int start) {
    Match known = best[pattern.rule()];
    if ((known != null && known.isPlain())
        || (pattern.atStart() && !tokens.startsSentence(start))) {
      return;
    }
    int last = lastWord(pattern, start);
    if (last >= 0) {
      Match match = new Match(pattern.rule(), start, last, tokens.isQuoted(start), reported(start));
      if (book.rule(pattern.rule()).type() == null) {
        talk.add(match);
      } else if (known == null || match.isPlain()) {
        best[pattern.rule()] = match;
      }
    }
  }

  /** Index of the nearest word with which the pattern can end, or -1. */
  private int lastWord(AttackPattern pattern, int start) {
    List<Step> steps = pattern.steps();
    long reached = 1;
    for (int s = 1; s < steps.size(); s++) {
      Step step = steps.get(s);
      long next = reached << 1;
      for (int g = 0; g < step.gap(); g++) {
        next |= next << 1;
      }
      reached = fitting(next, step.wordSet(), start);
      if (reached == 0) {
        return -1;
      }
    }
    while (reached != 0) {
      int last = start + Long.numberOfTrailingZeros(reached);
      if (!pattern.atEnd() || tokens.endsSentence(last)) {
        return last;
      }
      reached &= reached - 1;
    }
    return -1;
  }

  /** Those of the {@code places} that hold a word of the set, in the sentence of the start. */
  private long fitting(long places, int wordSet, int start) {
    long fitting = 0;
    for (long rest = places; rest != 0; rest &= rest - 1) {
      int offset = Long.numberOfTrailingZeros(rest);
      int index = start + offset;
      if (index >= tokens.size() || !tokens.sameSentence(start, index)) {
        break;
      }
      if (book.isIn(tokens.id(index), wordSet)) {
        fitting |= 1L << offset;
      }
    }
    return fitting;
  }

  private boolean reported(int start) {
    int first = Math.max(0, start - REPORT_REACH);
    for (int i = start - 1; i >= first && tokens.sameSentence(i, start); i--) {
      if (book.isReporting(tokens.id(i))) {
        return true;
      }
    }
    return false;
  }

  /**
   * Where a rule matched.
   *
   * @param first index of the first word
   * @param last index of the last word
   */
  record Match(int rule, int first, int last, boolean quoted, boolean reported) {
    boolean isPlain() {
      return !quoted && !reported;
    }

    /** Words between the two; 0 where they touch or overlap. */
    int distance(Match other) {
      return Math.max(0, Math.max(first - other.last, other.first - last) - 1);
    }

    boolean overlaps(Match other) {
      return first <= other.last && other.first <= last;
    }
  }
}
