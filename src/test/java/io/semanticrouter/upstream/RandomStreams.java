package io.semanticrouter.upstream;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes streams of a completion as no one backend, but all together might write them. */
final class RandomStreams {
  private static final String[] WORDS = {
    "Hello", " é", "世界", "😀", "\\n", "\\\"usage\\\":{}", "\\\"choices\\\":[]", "data: ", "{", "]}"
  };

  private final Random random;
  private String lineBreak;

  RandomStreams(Random random) {
    this.random = random;
  }

  /**
   * A stream.
   *
   * @param tokens events that carry a word
   * @param usage true if one of the events tells the token counts, which are 3 and {@code tokens}
   */
  record Stream(String text, String withoutUsage, int tokens, boolean usage) {
    byte[] bytes() {
      return text.getBytes(UTF_8);
    }
  }

  Stream next() {
    lineBreak = either("\n", "\n", "\r\n", "\r");
    List<String> events = new ArrayList<>();
    noise(events);
    events.add(event(chunk("{\"role\":\"assistant\",\"content\":\"\"}", "null")));
    int tokens = 1 + random.nextInt(6);
    for (int i = 0; i < tokens; i++) {
      noise(events);
      events.add(event(chunk("{\"content\":\"" + either(WORDS) + "\"}", "null")));
    }
    events.add(event(chunk("{}", "\"stop\"")));
    noise(events);
    boolean usage = random.nextInt(4) > 0;
    String usageEvent = usage ? event(usage(tokens)) : "";
    StringBuilder rest = new StringBuilder();
    if (random.nextInt(4) > 0) {
      rest.append(event("[DONE]"));
    }
    String before = (random.nextInt(5) == 0 ? "\uFEFF" : "") + String.join("", events);
    String text = before + usageEvent + rest;
    if (random.nextInt(5) == 0) {
      text = text.stripTrailing(); // a last event without a blank line
      rest.setLength(rest.toString().stripTrailing().length());
      before = usage || !rest.isEmpty() ? before : before.stripTrailing();
    }
    return new Stream(text, before + rest, tokens, usage);
  }

  /** What stands between events and is none. */
  private void noise(List<String> events) {
    switch (random.nextInt(8)) {
      case 0 -> events.add(":" + either("", " ping", " data: {}") + lineBreak);
      case 1 -> events.add(": " + "…".repeat(random.nextInt(20)) + lineBreak + lineBreak);
      case 2 -> events.add("retry: 100" + lineBreak + lineBreak);
      case 3 -> events.add(lineBreak);
      default -> {}
    }
  }

  private String event(String data) {
    StringBuilder event = new StringBuilder();
    if (random.nextInt(6) == 0) {
      event.append(either("event: message", "id: 7", "id")).append(lineBreak);
    }
    for (String line : data.split("(?<=,) ", -1)) {
      event.append(either("data: ", "data:")).append(line).append(lineBreak);
    }
    return event.append(lineBreak).toString();
  }

  private String chunk(String delta, String finishReason) {
    return "{"
        + members("[{\"index\":0,\"delta\":" + delta + ",\"finish_reason\":" + finishReason + "}]")
        + either("", "", ",\"usage\":null", ",\"usage\":{\"total_tokens\":4}")
        + "}";
  }

  private String usage(int tokens) {
    String usage =
        "\"usage\":{\"prompt_tokens\":3,%s\"completion_tokens\":%d,\"total_tokens\":%d}"
            .formatted(either("", " ", "\"x\":{\"y\":[]},"), tokens, 3 + tokens);
    return random.nextBoolean()
        ? "{" + members("[]") + "," + usage + "}"
        : "{" + usage + either(",", " , ") + members(either("[]", "[ ]")) + "}";
  }

  /** The usual members; a space after a comma is where {@link #event} may break the line. */
  private String members(String choices) {
    return "\"id\":\"c1\"," + either("", "", " ") + "\"model\":\"m\",\"choices\":" + choices;
  }

  private String either(String... of) {
    return of[random.nextInt(of.length)];
  }
}
