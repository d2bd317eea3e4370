package io.semanticrouter.interop;

import static io.semanticrouter.interop.Traffic.with;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One row of the table of searches in docs/tracing.md, which is what the tests run.
 *
 * @param question what it finds
 * @param jaeger parameters of Jaeger's search; empty where Jaeger cannot ask this
 * @param traceQl a query for Tempo
 */
record GuideSearch(String question, Map<String, String> jaeger, String traceQl) {
  private static final Pattern FIELD = Pattern.compile("(Operation|Min Duration|Tags) `([^`]+)`");
  private static final Map<String, String> PARAMETERS =
      Map.of("Operation", "operation", "Min Duration", "minDuration", "Tags", "tags");

  static List<GuideSearch> all() {
    return GuideTable.below("## Finding traces").stream()
        .map(
            row -> new GuideSearch(row.get(0), parameters(row.get(1)), GuideTable.code(row.get(2))))
        .toList();
  }

  /** What it has to find of this traffic; {@code slow} are the traces that took that long. */
  Set<String> expected(Traffic sent, Set<String> slow) {
    Set<String> answeredWhole = with(sent.misses(), sent.served(), sent.slow());
    return switch (question) {
      case "slow requests" -> slow;
      case "how long a stage takes", "the stage by its own time, in ms" ->
          sent.all().stream()
              .filter(id -> !id.equals(sent.unknownModel()))
              .collect(Collectors.toSet());
      case "what the cache answered" -> Set.of(sent.cached());
      case "what it could not answer" ->
          with(answeredWhole, sent.unreachable(), sent.broken(), sent.abandoned(), sent.streamed());
      case "what went wrong" -> Set.of(sent.unreachable(), sent.broken(), sent.abandoned());
      case "... for one reason" -> Set.of(sent.unreachable());
      case "... by the status that the caller got" -> Set.of(sent.broken());
      case "... because the caller left" -> Set.of(sent.abandoned());
      case "one request" -> Set.of(sent.served());
      case "what was blocked" -> Set.of(sent.personal(), sent.attack());
      case "... for personal data" -> Set.of(sent.personal());
      case "... as a jailbreak" -> Set.of(sent.attack());
      case "... of one user" -> Set.of(sent.personal(), sent.attack());
      case "personal data of one type" -> Set.of(sent.personal());
      case "one category" -> with(sent.misses(), sent.served(), sent.cached());
      case "one model" -> Set.of(sent.streamed());
      case "what a second endpoint answered" -> Set.of(sent.streamed());
      case "one endpoint" -> with(answeredWhole, sent.broken(), sent.abandoned());
      case "streams" -> Set.of(sent.streamed(), sent.abandoned());
      case "long answers" -> answeredWhole;
      case "requests that got as far as a backend" ->
          with(answeredWhole, sent.unreachable(), sent.broken(), sent.abandoned(), sent.streamed());
      default -> throw new AssertionError("no test knows what this has to find: " + question);
    };
  }

  private static Map<String, String> parameters(String cell) {
    Map<String, String> parameters = new LinkedHashMap<>();
    Matcher field = FIELD.matcher(cell);
    while (field.find()) {
      String value = field.group(2);
      parameters.put(
          PARAMETERS.get(field.group(1)), field.group(1).equals("Tags") ? json(value) : value);
    }
    return parameters;
  }

  /** The pages take {@code a=b c=d} and send an object of strings. */
  private static String json(String tags) {
    return Pattern.compile(" ")
        .splitAsStream(tags)
        .map(tag -> tag.split("=", 2))
        .map(pair -> "\"%s\":\"%s\"".formatted(pair[0], pair[1].replace("\"", "\\\"")))
        .collect(Collectors.joining(",", "{", "}"));
  }

  @Override
  public String toString() {
    return question;
  }
}
