package io.semanticrouter.security.jailbreak;

import io.semanticrouter.security.jailbreak.AttackPattern.Rule;
import io.semanticrouter.security.jailbreak.AttackPattern.Step;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Reads the pattern language, which {@code patterns.txt} explains in its head. */
final class PatternBookReader {
  private final Vocabulary vocabulary = new Vocabulary();
  private final Markers markers = new Markers();
  private final Map<String, Set<Integer>> classes = new HashMap<>();
  private final Map<Set<Integer>, Integer> wordSets = new HashMap<>();
  private final List<Set<Integer>> wordSetList = new ArrayList<>();
  private final List<Rule> rules = new ArrayList<>();
  private final List<AttackPattern> patterns = new ArrayList<>();

  private PatternBookReader() {}

  static PatternBook readResource(String name) {
    try (InputStream in = PatternBookReader.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("resource " + name + " is missing");
      }
      return read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a book of patterns.
   *
   * @throws IllegalArgumentException if a line is not of the pattern language
   */
  static PatternBook read(String source) {
    PatternBookReader reader = new PatternBookReader();
    int number = 0;
    for (String line : source.lines().toList()) {
      number++;
      String content = line.strip();
      try {
        if (!content.isEmpty() && !content.startsWith("//")) {
          reader.line(content, Character.isWhitespace(line.charAt(0)));
        }
      } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
        throw new IllegalArgumentException("line " + number + ": " + e.getMessage(), e);
      }
    }
    return reader.book();
  }

  private void line(String content, boolean indented) {
    String[] words = content.split("\\s+", -1);
    if (indented) {
      expand(words, 0);
      return;
    }
    switch (words[0]) {
      case "class" -> classes.put(words[1], members(words, 2));
      case "marker" -> markerClass(content, words[1]);
      case "attack" ->
          rules.add(new Rule(words[1], AttackType.of(words[2]), Double.parseDouble(words[3])));
      case "talk" -> rules.add(new Rule(words[1], null, Double.parseDouble(words[2])));
      default -> throw new IllegalArgumentException("class, marker, attack or talk expected");
    }
  }

  private Set<Integer> members(String[] words, int from) {
    Set<Integer> members = new LinkedHashSet<>();
    for (String word : Arrays.copyOfRange(words, from, words.length)) {
      if (word.startsWith("@")) {
        members.addAll(wordClass(word.substring(1)));
      } else {
        members.add(vocabulary.add(plain(word)));
      }
    }
    return members;
  }

  /** Markers are parted by tabs, as they may hold spaces; a backslash and n is a line break. */
  private void markerClass(String content, String name) {
    Set<Integer> members = new LinkedHashSet<>();
    for (String literal : content.substring(content.indexOf('\t') + 1).split("\t", -1)) {
      String text = literal.replace("\\n", "\n");
      int id = vocabulary.add("\u0000" + text);
      markers.add(text, id);
      members.add(id);
    }
    classes.put(name, members);
  }

  /**
   * Reads a pattern once for each way to choose among ideographic words, which are rows of steps.
   */
  private void expand(String[] words, int from) {
    for (int i = from; i < words.length; i++) {
      if (words[i].contains("|") && isIdeographic(words[i])) {
        for (String alternative : words[i].split("\\|", -1)) {
          String[] chosen = words.clone();
          chosen[i] = alternative;
          expand(chosen, i + 1);
        }
        return;
      }
    }
    pattern(words);
  }

  private static boolean isIdeographic(String word) {
    return Tokenizer.isIdeograph(word.charAt(0));
  }

  private void pattern(String[] words) {
    List<Step> steps = new ArrayList<>();
    boolean atStart = false;
    boolean atEnd = false;
    int gap = 0;
    for (String word : words) {
      if (word.equals("^")) {
        atStart = true;
      } else if (word.equals("$")) {
        atEnd = true;
      } else if (word.startsWith("~")) {
        gap = Integer.parseInt(word.substring(1));
        if (gap > PatternBook.MAX_GAP) {
          throw new IllegalArgumentException("gap over " + PatternBook.MAX_GAP);
        }
      } else {
        gap = step(steps, word, gap);
      }
    }
    if (rules.isEmpty() || steps.isEmpty()) {
      throw new IllegalArgumentException("a pattern without rule or words");
    }
    patterns.add(new AttackPattern(rules.size() - 1, steps, atStart, atEnd));
  }

  /** Adds the steps of one word; a word of an ideographic script is one step for each sign. */
  private int step(List<Step> steps, String word, int gap) {
    if (isIdeographic(word)) {
      for (int i = 0; i < word.length(); i++) {
        int sign = vocabulary.add(word.substring(i, i + 1));
        steps.add(new Step(wordSet(Set.of(sign)), gap));
        gap = 0;
      }
    } else {
      steps.add(new Step(wordSet(members(word.split("\\|", -1), 0)), gap));
    }
    return 0;
  }

  private int wordSet(Set<Integer> members) {
    return wordSets.computeIfAbsent(
        members,
        set -> {
          wordSetList.add(set);
          return wordSetList.size() - 1;
        });
  }

  private Set<Integer> wordClass(String name) {
    Set<Integer> members = classes.get(name);
    if (members == null) {
      throw new IllegalArgumentException("unknown class @" + name);
    }
    return members;
  }

  /** Words of patterns are normalised as texts are, so that both meet. */
  private static String plain(String word) {
    NormalizedText text = TextNormalizer.normalize(word.replace("'", ""));
    return new String(text.chars(), 0, text.length());
  }

  /** The words of the class "telling" as an encoding would write them. */
  private Set<Integer> turned(UnaryOperator<String> encoding) {
    Set<Integer> turned = new LinkedHashSet<>();
    for (int word : wordClass("telling")) {
      turned.add(vocabulary.add(encoding.apply(vocabulary.word(word))));
    }
    return turned;
  }

  private static String rot13(String word) {
    StringBuilder rotated = new StringBuilder(word.length());
    word.chars().forEach(c -> rotated.append((char) ('a' + (c - 'a' + 13) % 26)));
    return rotated.toString();
  }

  private PatternBook book() {
    int reported = wordSet(wordClass("reported"));
    int rotated = wordSet(turned(PatternBookReader::rot13));
    int reversed = wordSet(turned(w -> new StringBuilder(w).reverse().toString()));
    long[][] setsOfWord = new long[vocabulary.size()][wordSetList.size() / 64 + 1];
    for (int set = 0; set < wordSetList.size(); set++) {
      for (int word : wordSetList.get(set)) {
        setsOfWord[word][set >> 6] |= 1L << (set & 63);
      }
    }
    return new PatternBook(
        vocabulary, markers, rules, patterns, setsOfWord, reported, rotated, reversed);
  }
}
