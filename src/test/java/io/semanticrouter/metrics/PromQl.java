package io.semanticrouter.metrics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a PromQL expression names. It is no parser: it knows the few forms that the dashboard and
 * the alerts use, and what it does not know it takes for the name of a metric.
 */
record PromQl(List<Selector> selectors, Set<String> grouped) {

  /** A metric and what its labels are held against, without the operators. */
  record Selector(String metric, Map<String, String> equal, Set<String> labels) {}

  private static final Pattern GROUPING = Pattern.compile("\\b(?:by|without) ?\\(([^)]*)\\)");

  private static final Pattern LABEL = Pattern.compile("\\w+");

  private static final Pattern SELECTOR =
      Pattern.compile("([a-zA-Z_:][\\w:]*)(\\s*\\()?(?:\\{([^}]*)})?(?:\\[[^]]*])?");

  private static final Pattern MATCHER = Pattern.compile("(\\w+)(=~|!~|!=|=)\"([^\"]*)\"");
  private static final Set<String> OPERATORS = Set.of("or", "and", "unless", "bool");

  static PromQl of(String expression) {
    Set<String> grouped = new TreeSet<>();
    Matcher grouping = GROUPING.matcher(expression);
    while (grouping.find()) {
      Matcher label = LABEL.matcher(grouping.group(1));
      while (label.find()) {
        grouped.add(label.group());
      }
    }
    List<Selector> selectors = new ArrayList<>();
    Matcher found = SELECTOR.matcher(GROUPING.matcher(expression).replaceAll(""));
    while (found.find()) {
      String name = found.group(1);
      if (found.group(2) == null && !OPERATORS.contains(name)) {
        selectors.add(selector(name, found.group(3)));
      }
    }
    return new PromQl(selectors, grouped);
  }

  private static Selector selector(String metric, String matchers) {
    Map<String, String> equal = new LinkedHashMap<>();
    Set<String> labels = new TreeSet<>();
    Matcher matcher = MATCHER.matcher(matchers == null ? "" : matchers);
    while (matcher.find()) {
      labels.add(matcher.group(1));
      if (matcher.group(2).equals("=")) {
        equal.put(matcher.group(1), matcher.group(3));
      }
    }
    return new Selector(metric, equal, labels);
  }
}
