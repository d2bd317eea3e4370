package io.semanticrouter.cache.rules;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Words that exclude each other, such as the months; each member with all its names. */
final class WordClass {
  private final Map<String, Set<Integer>> membersOf = new HashMap<>();

  /**
   * Reads a class.
   *
   * @param lines a member each, its names parted by blanks, words of a name joined by "_"
   */
  WordClass(String lines) {
    int member = 0;
    for (String line : lines.lines().toList()) {
      for (String name : List.of(line.strip().split(" +", -1))) {
        membersOf.computeIfAbsent(name, any -> new HashSet<>()).add(member);
      }
      member++;
    }
  }

  Set<Integer> members(String name) {
    return membersOf.getOrDefault(name, Set.of());
  }

  /** The members a text names. */
  Set<Integer> in(TextFacts text) {
    Set<Integer> found = new HashSet<>();
    for (String term : text.terms()) {
      found.addAll(members(term));
    }
    return found;
  }

  boolean shareMember(String a, String b) {
    for (Integer member : members(a)) {
      if (members(b).contains(member)) {
        return true;
      }
    }
    return false;
  }
}
