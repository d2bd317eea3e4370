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
 * <p>A line of the resource is a phrase (or {@code <shape>}), a tab, and weights in tenths behind
 * the two-letter code of their domain: {@code photosynthesis<TAB>bi52 ch-8}. The phrase {@code
 * <prior>} holds what each domain has before any word is read.
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
    private final int[] domains;
    private final double[] values;

    Weights(String list) {
      String[] parts = list.split(" ", -1);
      domains = new int[parts.length];
      values = new double[parts.length];
      for (int i = 0; i < parts.length; i++) {
        domains[i] = CODES.indexOf(parts[i].substring(0, 2));
        values[i] = Integer.parseInt(parts[i].substring(2)) * UNIT;
      }
    }

    void addTo(double[] scores) {
      for (int i = 0; i < domains.length; i++) {
        scores[domains[i]] += values[i];
      }
    }
  }

  private Lexicon(BufferedReader lines) throws IOException {
    PhraseTrie.Builder builder = new PhraseTrie.Builder();
    List<Weights> ofPhrases = new ArrayList<>();
    Map<Shape, Weights> ofShapes = new EnumMap<>(Shape.class);
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      int tab = line.indexOf('\t');
      if (tab < 0 || line.charAt(0) == '#') {
        continue;
      }
      String term = line.substring(0, tab);
      Weights parsed = new Weights(line.substring(tab + 1));
      if (term.equals(PRIOR)) {
        parsed.addTo(prior);
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

  /** Adds the weights of an entry to the scores of the domains. */
  void addWeights(int entry, double[] scores) {
    weights.get(entry).addTo(scores);
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
