package io.semanticrouter.security.jailbreak;

import io.semanticrouter.security.jailbreak.AttackPattern.Rule;
import io.semanticrouter.security.jailbreak.PatternMatcher.Match;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What speaks for an attack in one text, and the score of it all.
 *
 * <p>Independent signals combine by noisy-or: {@code score = 1 - (1 - s1)(1 - s2)...}. Matches that
 * share words are not independent, so only the strongest of them counts. Talk about attacks is told
 * from attacks by three things, each of which weakens a match: it stands in quotation marks, it is
 * somebody else's ("attackers ask it to ..."), or the text says nearby that words are discussed
 * ("what does ... mean"). The factors were set on the development texts.
 */
final class Evidence {
  private static final double QUOTED = 0.6;
  private static final double REPORTED = 0.6;

  /** How much of the weight of talk rules bears on words outside quotation marks. */
  private static final double TALK_UNQUOTED = 0.35;

  /** Words between talk and what it bears on: farther away it is about something else. */
  private static final int TALK_REACH = 40;

  private static final double LEAST = 0.05;

  private final List<Item> items = new ArrayList<>();

  private record Item(String pattern, AttackType type, double score) {}

  /** Weighs the matches in a text. */
  static Evidence of(PatternBook book, List<Match> matches) {
    List<Match> talk = matches.stream().filter(m -> isTalk(book.rule(m.rule()), m)).toList();
    List<Scored> scored = new ArrayList<>();
    for (Match match : matches) {
      Rule rule = book.rule(match.rule());
      if (rule.type() != null) {
        scored.add(new Scored(match, rule, weigh(match, rule, talkNear(match, talk, book))));
      }
    }
    scored.sort(Comparator.comparingDouble(Scored::score).reversed());
    Evidence evidence = new Evidence();
    List<Match> counted = new ArrayList<>();
    for (Scored s : scored) {
      if (s.score() >= LEAST && counted.stream().noneMatch(s.match()::overlaps)) {
        counted.add(s.match());
        evidence.add(s.rule().name(), s.rule().type(), s.score());
      }
    }
    return evidence;
  }

  private static boolean isTalk(Rule rule, Match match) {
    return rule.type() == null && !match.quoted();
  }

  /** How sure it is that the words of a match are talked about. */
  private static double talkNear(Match match, List<Match> talk, PatternBook book) {
    double none = 1;
    int last = -1;
    for (Match t : talk) {
      // A rule that matched several times is still one signal.
      if (t.rule() != last && t.distance(match) <= TALK_REACH) {
        none *= 1 - book.rule(t.rule()).score();
        last = t.rule();
      }
    }
    return 1 - none;
  }

  private record Scored(Match match, Rule rule, double score) {}

  private static double weigh(Match match, Rule rule, double talk) {
    double score = rule.score();
    // What is hidden in pasted material is often inside its quotation marks.
    if (match.quoted() && rule.type() != AttackType.INDIRECT_INJECTION) {
      score *= QUOTED;
    }
    if (match.reported()) {
      score *= REPORTED;
    }
    return score * (1 - talk * (match.quoted() ? 1 : TALK_UNQUOTED));
  }

  /** Adds a signal; one without a type strengthens those that have one. */
  void add(String pattern, AttackType type, double score) {
    items.add(new Item(pattern, type, score));
  }

  boolean isEmpty() {
    return items.isEmpty();
  }

  double score() {
    double none = 1;
    for (Item item : items) {
      none *= 1 - item.score();
    }
    return 1 - none;
  }

  JailbreakFinding finding() {
    if (items.isEmpty()) {
      return JailbreakFinding.NONE;
    }
    Map<AttackType, Double> none = new EnumMap<>(AttackType.class);
    for (Item item : items) {
      if (item.type() != null) {
        none.merge(item.type(), 1 - item.score(), (a, b) -> a * b);
      }
    }
    List<String> types =
        none.entrySet().stream()
            .sorted(Map.Entry.comparingByValue())
            .map(entry -> entry.getKey().apiName())
            .toList();
    List<String> patterns =
        items.stream()
            .sorted(Comparator.comparingDouble(Item::score).reversed())
            .map(Item::pattern)
            .distinct()
            .toList();
    return new JailbreakFinding(score(), types, patterns);
  }
}
