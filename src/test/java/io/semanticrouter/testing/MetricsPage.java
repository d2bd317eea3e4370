package io.semanticrouter.testing;

import java.net.URL;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code /q/metrics} says, read line by line. */
public record MetricsPage(String text, List<Sample> samples) {
  /** What Prometheus asks for with {@code scrape_protocols: [OpenMetricsText1.0.0]}. */
  public static final String OPEN_METRICS =
      "application/openmetrics-text;version=1.0.0;q=0.6,*/*;q=0.5";

  /** {@code name{labels} value # {exemplar's labels} value time}. */
  private static final Pattern SAMPLE =
      Pattern.compile("([a-zA-Z_:][\\w:]*)(?:\\{(.*?)})? (\\S+)(?: # \\{(.*?)} (\\S+).*)?");

  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

  /**
   * A line of the page.
   *
   * @param exemplar labels of the sample's exemplar; empty where it has none
   * @param exemplarValue as it stands there, or null
   */
  public record Sample(
      String name,
      Map<String, String> labels,
      double value,
      Map<String, String> exemplar,
      String exemplarValue) {
    boolean has(Map<String, String> wanted) {
      return labels.entrySet().containsAll(wanted.entrySet());
    }
  }

  /** Reads the page as Prometheus does that knows nothing of exemplars. */
  public static MetricsPage get(URL url) {
    return get(url, "text/plain");
  }

  public static MetricsPage get(URL url, String accept) {
    RouterClient.Answer answer =
        new RouterClient(url.getHost(), url.getPort())
            .send("GET", url.getPath(), Map.of("accept", accept), new byte[0]);
    if (answer.status() != 200) {
      throw new AssertionError(answer.status() + " " + answer.text());
    }
    return parse(answer.text());
  }

  public static MetricsPage parse(String text) {
    List<Sample> samples =
        text.lines().filter(line -> !line.startsWith("#")).map(MetricsPage::sample).toList();
    return new MetricsPage(text, samples);
  }

  private static Sample sample(String line) {
    Matcher matcher = SAMPLE.matcher(line);
    if (!matcher.matches()) {
      throw new AssertionError("no sample: " + line);
    }
    return new Sample(
        matcher.group(1),
        labels(matcher.group(2)),
        value(matcher.group(3)),
        labels(matcher.group(4)),
        matcher.group(5));
  }

  private static double value(String text) {
    return text.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
  }

  private static Map<String, String> labels(String text) {
    Map<String, String> labels = new LinkedHashMap<>();
    Matcher matcher = LABEL.matcher(text == null ? "" : text);
    while (matcher.find()) {
      labels.put(matcher.group(1), matcher.group(2));
    }
    return labels;
  }

  /** The type of each metric. */
  public Map<String, String> types() {
    Map<String, String> types = new TreeMap<>();
    text.lines()
        .filter(line -> line.startsWith("# TYPE "))
        .map(line -> line.split(" "))
        .forEach(words -> types.put(words[2], words[3]));
    return types;
  }

  /** Names of all samples. */
  public Set<String> names() {
    Set<String> names = new TreeSet<>();
    samples.forEach(sample -> names.add(sample.name()));
    return names;
  }

  public List<Sample> samples(String name) {
    return samples.stream().filter(sample -> sample.name().equals(name)).toList();
  }

  /** The sum of the samples with these labels, given as name, value, name, value; 0 without any. */
  public double value(String name, String... labels) {
    Map<String, String> wanted = new LinkedHashMap<>();
    for (int i = 0; i < labels.length; i += 2) {
      wanted.put(labels[i], labels[i + 1]);
    }
    return samples(name).stream()
        .filter(sample -> sample.has(wanted))
        .mapToDouble(Sample::value)
        .sum();
  }

  /** A sample with an exemplar of this trace. */
  public Optional<Sample> exemplarOf(String name, String traceId) {
    return samples(name).stream()
        .filter(sample -> traceId.equals(sample.exemplar().get("trace_id")))
        .findFirst();
  }
}
