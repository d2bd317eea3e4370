package io.semanticrouter.classification;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What words, phrases and notation say about the domains: a weight for each domain they speak for
 * or against. Immutable, read once from a resource that training/lexicon makes.
 *
 * <p>A line of the resource is a phrase (or {@code <shape>}), its importance and its weights, each
 * behind the two-letter code of a domain, separated by tabs, in tenths: {@code
 * photosynthesis<TAB>78<TAB>bi52 ch-8}. The phrase {@code <prior>} holds what each domain has
 * before any word is read.
 */
final class Lexicon {
  /** Where the resource lies; also named in quarkus.native.resources.includes. */
  static final String RESOURCE = "lexicon.tsv";

  /** The codes of {@link Domains#NAMES}, in its order. */
  private static final List<String> CODES =
      List.of("bi", "bu", "ch", "cs", "ec", "en", "he", "hi", "la", "ma", "ot", "pi", "py", "ps");

  private static final double UNIT = 0.1;
  private static final String PRIOR = "<prior>";

  private static final class BuiltIn {
    static final Lexicon INSTANCE = read();
  }

  private final PhraseTrie phrases;
  private final List<Weights> weights;
  private final Map<Shape, Integer> entryOfShape = new EnumMap<>(Shape.class);
  private final double[] prior = new double[Domains.NAMES.size()];

  /** A few weights and the domains they belong to, side by side. */
  private static final class Weights {
    private final double importance;
    private final int[] domains;
    private final double[] values;

    Weights(String importance, String list) {
      this.importance = Integer.parseInt(importance) * UNIT;
      String[] parts = list.split(" ", -1);
      domains = new int[parts.length];
      values = new double[parts.length];
      for (int i = 0; i < parts.length; i++) {
        domains[i] = CODES.indexOf(parts[i].substring(0, 2));
        values[i] = Integer.parseInt(parts[i].substring(2)) * UNIT;
      }
    }

    void addTo(double[] scores, double factor) {
      for (int i = 0; i < domains.length; i++) {
        scores[domains[i]] += values[i] * factor;
      }
    }
  }

  private Lexicon(BufferedReader lines) throws IOException {
    PhraseTrie.Builder builder = new PhraseTrie.Builder();
    List<Weights> ofPhrases = new ArrayList<>();
    Map<Shape, Weights> ofShapes = new EnumMap<>(Shape.class);
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith("#")) {
        continue;
      }
      String[] columns = line.split("\t", -1);
      String term = columns[0];
      Weights parsed = new Weights(columns[1], columns[2]);
      if (term.equals(PRIOR)) {
        parsed.addTo(prior, 1);
      } else if (term.charAt(0) == '<') {
        String name = term.substring(1, term.length() - 1).toUpperCase(Locale.ROOT);
        ofShapes.put(Shape.valueOf(name), parsed);
      } else if (builder.add(term) == ofPhrases.size()) {
        ofPhrases.add(parsed);
      }
    }
    ofShapes.forEach(
        (shape, parsed) -> {
          entryOfShape.put(shape, ofPhrases.size());
          ofPhrases.add(parsed);
        });
    phrases = builder.build();
    weights = List.copyOf(ofPhrases);
  }

  static Lexicon builtIn() {
    return BuiltIn.INSTANCE;
  }

  PhraseTrie phrases() {
    return phrases;
  }

  /** How many entries there are; phrases come first and keep their numbers. */
  int size() {
    return weights.size();
  }

  /** The entry of a shape, or -1 where it says nothing. */
  int entryOf(Shape shape) {
    return entryOfShape.getOrDefault(shape, LongIntMap.ABSENT);
  }

  /** What each domain has before any word is read, in the order of {@link Domains#NAMES}. */
  double[] prior() {
    return prior.clone();
  }

  /** How much an entry tells, whatever it tells: its inverse document frequency, 0 or more. */
  double importance(int entry) {
    return weights.get(entry).importance;
  }

  /** Adds the weights of an entry, times its importance, to the scores of the domains. */
  void addWeights(int entry, double[] scores) {
    Weights weighty = weights.get(entry);
    weighty.addTo(scores, weighty.importance);
  }

  private static Lexicon read() {
    try (InputStream in = Lexicon.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("The lexicon is not part of this build: " + RESOURCE);
      }
      return new Lexicon(new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException("The lexicon cannot be read", e);
    }
  }
}
