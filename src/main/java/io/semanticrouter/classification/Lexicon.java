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
  private final Map<Shape, Integer> entryOfShape = new EnumMap<>(Shape.class);
  private final double[] prior = new double[Domains.NAMES.size()];

  // The entries side by side, as objects of their own would take ten times the memory: importance
  // in
  // tenths, where an entry's weights begin and the next one's do, their domains, the weights in
  // tenths.
  private final short[] importances;
  private final int[] begins;
  private final byte[] domains;
  private final short[] weights;

  /** A line as it was read. */
  private record Entry(short importance, byte[] domains, short[] weights) {
    static Entry of(String importance, String list) {
      String[] parts = list.split(" ", -1);
      byte[] domains = new byte[parts.length];
      short[] weights = new short[parts.length];
      for (int i = 0; i < parts.length; i++) {
        domains[i] = (byte) CODES.indexOf(parts[i].substring(0, 2));
        weights[i] = Short.parseShort(parts[i].substring(2));
      }
      return new Entry(Short.parseShort(importance), domains, weights);
    }
  }

  private Lexicon(BufferedReader lines) throws IOException {
    PhraseTrie.Builder builder = new PhraseTrie.Builder();
    List<Entry> entries = new ArrayList<>();
    Map<Shape, Entry> ofShapes = new EnumMap<>(Shape.class);
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith("#")) {
        continue;
      }
      String[] columns = line.split("\t", -1);
      String term = columns[0];
      Entry parsed = Entry.of(columns[1], columns[2]);
      if (term.equals(PRIOR)) {
        for (int i = 0; i < parsed.domains.length; i++) {
          prior[parsed.domains[i]] = parsed.weights[i] * UNIT;
        }
      } else if (term.charAt(0) == '<') {
        String name = term.substring(1, term.length() - 1).toUpperCase(Locale.ROOT);
        ofShapes.put(Shape.valueOf(name), parsed);
      } else if (builder.add(term) == entries.size()) {
        entries.add(parsed);
      }
    }
    ofShapes.forEach(
        (shape, parsed) -> {
          entryOfShape.put(shape, entries.size());
          entries.add(parsed);
        });
    phrases = builder.build();
    int total = entries.stream().mapToInt(entry -> entry.domains.length).sum();
    importances = new short[entries.size()];
    begins = new int[entries.size() + 1];
    domains = new byte[total];
    weights = new short[total];
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      int count = entry.domains.length;
      importances[i] = entry.importance;
      System.arraycopy(entry.domains, 0, domains, begins[i], count);
      System.arraycopy(entry.weights, 0, weights, begins[i], count);
      begins[i + 1] = begins[i] + count;
    }
  }

  static Lexicon builtIn() {
    return BuiltIn.INSTANCE;
  }

  PhraseTrie phrases() {
    return phrases;
  }

  /** How many entries there are; phrases come first and keep their numbers. */
  int size() {
    return importances.length;
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
    return importances[entry] * UNIT;
  }

  /** Adds the weights of an entry, times its importance, to the scores of the domains. */
  void addWeights(int entry, double[] scores) {
    double factor = importances[entry] * UNIT * UNIT;
    for (int i = begins[entry]; i < begins[entry + 1]; i++) {
      scores[domains[i]] += weights[i] * factor;
    }
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
