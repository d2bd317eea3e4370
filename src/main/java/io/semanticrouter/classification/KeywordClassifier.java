package io.semanticrouter.classification;

import io.semanticrouter.config.RouterConfig.CategoryRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Classifies by the words of a built-in lexicon and by the keywords of the configured categories:
 * the fast tier, some microseconds a prompt.
 *
 * <p>Each lexicon entry found counts once, however often it stands in the text. An entry has a
 * weight {@code w} for each domain and an importance {@code i}. A domain's score is {@code prior +
 * sum(i * w) / sqrt(sum(i * i))}; each distinct keyword of its category adds {@link
 * #KEYWORD_SCORE}; the softmax of the scores is the probability. It is a multinomial logistic
 * regression fitted to exactly this formula (training/lexicon), so that confidence means frequency
 * of being right. A category that is no built-in domain takes part once one of its keywords is
 * found.
 */
public final class KeywordClassifier {
  /** The value of the attribute {@code classifier.type}. */
  public static final String TYPE = "keyword";

  /**
   * Chars read at the beginning and at the end of a text, each: where people say what they want.
   * What they paste lies between.
   */
  static final int READ_AT_EACH_END = 3_000;

  /** What one keyword of the file adds: alone it decides with a probability above 0.95. */
  static final double KEYWORD_SCORE = 8;

  /** What a text without any entry of the lexicon adds to {@code other}: it comes first, unsure. */
  private static final double NOTHING_SCORE = 2;

  private static final int OTHER = Domains.NAMES.indexOf(Domains.OTHER);

  private final Lexicon lexicon = Lexicon.builtIn();
  private final List<String> names;
  private final PhraseTrie keywords;
  private final List<int[]> categoriesOfKeyword;

  /**
   * @param rules give their names and keywords; a rule named as a built-in domain (whatever the
   *     case) extends it and lends it its spelling
   */
  public KeywordClassifier(List<CategoryRule> rules) {
    List<String> allNames = new ArrayList<>(Domains.NAMES);
    List<int[]> categories = new ArrayList<>();
    PhraseTrie.Builder builder = new PhraseTrie.Builder();
    for (CategoryRule rule : rules) {
      int category = indexOf(rule.name(), allNames);
      for (String keyword : rule.keywords()) {
        int number = builder.add(keyword);
        if (number == categories.size()) {
          categories.add(new int[] {category});
        } else if (number >= 0) {
          categories.set(number, with(categories.get(number), category));
        }
      }
    }
    names = List.copyOf(allNames);
    keywords = builder.build();
    categoriesOfKeyword = List.copyOf(categories);
  }

  /** The name that stands for "none of these" in this classifier's answers. */
  String fallback() {
    return names.get(OTHER);
  }

  /** The names of all categories: the built-in domains first, in their order. */
  List<String> names() {
    return names;
  }

  /**
   * What words say beside an encoder.
   *
   * @param byKeyword what the operator's own keywords decide; empty where none is in the text
   * @param domainScores of the lexicon, one a built-in domain: logarithms of odds
   */
  record Words(Optional<Category> byKeyword, double[] domainScores) {}

  Words words(String text) {
    Tally tally = tally(text);
    return new Words(
        tally.hasKeyword() ? Optional.of(category(tally.scores())) : Optional.empty(),
        tally.domainScores());
  }

  /**
   * The most probable category, whatever its confidence.
   *
   * @param text may be empty and of any length; a bounded part of it is read
   */
  public Category classify(String text) {
    return category(tally(text).scores());
  }

  private Tally tally(String text) {
    Tally tally = new Tally();
    TermScanner scanner = new TermScanner(tally);
    int length = text.length();
    if (length <= 2 * READ_AT_EACH_END) {
      scanner.scan(text, 0, length);
    } else {
      scanner.scan(text, 0, READ_AT_EACH_END);
      scanner.scan(text, length - READ_AT_EACH_END, length);
    }
    return tally;
  }

  private Category category(double[] scores) {
    int best = 0;
    for (int i = 1; i < scores.length; i++) {
      best = scores[i] > scores[best] ? i : best;
    }
    double top = scores[best];
    double sum = 0;
    for (int i = 0; i < scores.length; i++) {
      scores[i] = Math.exp(scores[i] - top);
      sum += scores[i];
    }
    Map<String, Double> probabilities = LinkedHashMap.newLinkedHashMap(scores.length);
    for (int i = 0; i < scores.length; i++) {
      probabilities.put(names.get(i), scores[i] / sum);
    }
    return new Category(
        names.get(best), scores[best] / sum, TYPE, Collections.unmodifiableMap(probabilities));
  }

  private static int indexOf(String name, List<String> names) {
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT))) {
        names.set(i, name);
        return i;
      }
    }
    names.add(name);
    return names.size() - 1;
  }

  private static int[] with(int[] categories, int category) {
    for (int known : categories) {
      if (known == category) {
        return categories;
      }
    }
    int[] more = Arrays.copyOf(categories, categories.length + 1);
    more[categories.length] = category;
    return more;
  }

  /** What was found in one text. */
  private final class Tally implements TermSink {
    private final PhraseTrie.Walk lexiconWalk = lexicon.phrases().new Walk();
    private final PhraseTrie.Walk keywordWalk = keywords.new Walk();
    private final IntSet seen = new IntSet();
    private final boolean[] keywordSeen = new boolean[categoriesOfKeyword.size()];
    private final double[] found = new double[Domains.NAMES.size()];
    private final PhraseTrie.PhraseSink entries = this::entry;
    private final PhraseTrie.PhraseSink keywordsFound = number -> keywordSeen[number] = true;
    private double squares;

    @Override
    public void word(char[] buffer, int length) {
      long hash = PhraseTrie.hash(buffer, length);
      lexiconWalk.word(hash, entries);
      if (keywordSeen.length > 0) {
        keywordWalk.word(hash, keywordsFound);
      }
    }

    @Override
    public void shape(Shape shape) {
      int entry = lexicon.entryOf(shape);
      if (entry >= 0) {
        entry(entry);
      }
    }

    private void entry(int entry) {
      if (seen.add(entry)) {
        double importance = lexicon.importance(entry);
        squares += importance * importance;
        lexicon.addWeights(entry, found);
      }
    }

    boolean hasKeyword() {
      for (boolean found : keywordSeen) {
        if (found) {
          return true;
        }
      }
      return false;
    }

    double[] domainScores() {
      double[] scores = lexicon.prior().clone();
      double scale = squares > 0 ? 1 / Math.sqrt(squares) : 0;
      for (int i = 0; i < found.length; i++) {
        scores[i] += scale * found[i];
      }
      return scores;
    }

    double[] scores() {
      double[] scores = Arrays.copyOf(domainScores(), names.size());
      if (squares == 0) {
        scores[OTHER] += NOTHING_SCORE;
      }
      Arrays.fill(scores, found.length, scores.length, Double.NEGATIVE_INFINITY);
      for (int keyword = 0; keyword < keywordSeen.length; keyword++) {
        if (keywordSeen[keyword]) {
          for (int category : categoriesOfKeyword.get(keyword)) {
            scores[category] = Math.max(scores[category], 0) + KEYWORD_SCORE;
          }
        }
      }
      return scores;
    }
  }
}
