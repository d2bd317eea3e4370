package io.semanticrouter.chat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Makes valid request bodies of all shapes: odd white space, escapes, multi-byte characters. */
final class RandomBodies {
  private static final String[] SPACES = {"", "", "", " ", "\n", "\t ", "\r\n  "};
  private static final String[] TEXTS = {
    "a",
    "Hello",
    "é",
    "世界",
    "😀",
    "\\n",
    "\\\"",
    "\\\\",
    "\\/",
    "\\u0041",
    "\\ud83d\\ude00",
    "{",
    "]",
    " ",
    ",",
    ":",
    "\u2028"
  };
  private static final String[] SCALARS = {
    "0", "-1", "1.50", "1e-7", "12345678901234567890", "true", "false", "null", "\"\""
  };
  private static final String[] ROLES = {
    "user", "user", "assistant", "system", "developer", "tool", "us\\u0065r"
  };

  private final Random random;

  RandomBodies(Random random) {
    this.random = random;
  }

  String next() {
    List<String> members = new ArrayList<>();
    members.add(member(either("model", "mod\\u0065l"), either("\"auto\"", "\"qwen3\"")));
    members.add(member("messages", messages()));
    addSometimes(members, "stream", either("true", "null"));
    addSometimes(
        members,
        "stream_options",
        either("null", "{\"include_usage\":true}", "{\"x\":[], \"include_usage\" : false}"));
    addSometimes(members, "user", text());
    addSometimes(members, "chat_template_kwargs", kwargs());
    addSometimes(members, "reasoning_effort", either("null", "\"low\""));
    addSometimes(members, "tools", value(3));
    for (int i = random.nextInt(4); i > 0; i--) {
      members.add(member("extra" + i + "é", value(3)));
    }
    Collections.shuffle(members, random);
    return space() + "{" + space() + String.join(",", members) + "}" + space();
  }

  private void addSometimes(List<String> members, String name, String value) {
    if (random.nextInt(3) == 0) {
      members.add(member(name, value));
    }
  }

  private String kwargs() {
    return switch (random.nextInt(5)) {
      case 0 -> "null";
      case 1 -> "{" + space() + "}";
      case 2 -> "{" + member("enable_thinking", value(1)) + "}";
      case 3 ->
          "{" + member("other", value(2)) + "," + member("enable_th\\u0069nking", "true") + "}";
      default -> "{" + member("other", value(2)) + "}";
    };
  }

  private String messages() {
    List<String> messages = new ArrayList<>();
    for (int i = random.nextInt(5); i >= 0; i--) {
      messages.add(message());
    }
    return "[" + space() + String.join("," + space(), messages) + space() + "]";
  }

  private String message() {
    List<String> members = new ArrayList<>();
    members.add(member("role", '"' + either(ROLES) + '"'));
    if (random.nextInt(6) > 0) {
      members.add(member(either("content", "cont\\u0065nt"), content()));
    }
    if (random.nextInt(4) == 0) {
      members.add(member("name", text()));
    }
    if (random.nextInt(6) == 0) {
      members.add(member("tool_calls", value(3)));
    }
    Collections.shuffle(members, random);
    return "{" + space() + String.join(",", members) + "}";
  }

  private String content() {
    return switch (random.nextInt(6)) {
      case 0 -> "null";
      case 1 -> "[" + space() + "]";
      case 2 -> "[" + space() + part() + "," + space() + part() + "]";
      case 3 -> "\"\"";
      default -> text();
    };
  }

  private String part() {
    return switch (random.nextInt(3)) {
      case 0 -> text();
      case 1 -> "{" + member("type", "\"text\"") + "," + member("text", text()) + "}";
      default -> "{" + member("type", "\"image_url\"") + "," + member("image_url", value(2)) + "}";
    };
  }

  private String value(int depth) {
    int kind = random.nextInt(depth == 0 ? 2 : 4);
    if (kind == 0) {
      return either(SCALARS);
    }
    if (kind == 1) {
      return text();
    }
    List<String> children = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      String child = value(depth - 1);
      children.add(kind == 2 ? child : member("k" + i, child));
    }
    String joined = space() + String.join("," + space(), children) + space();
    return kind == 2 ? "[" + joined + "]" : "{" + joined + "}";
  }

  private String text() {
    StringBuilder text = new StringBuilder("\"");
    for (int i = random.nextInt(6); i > 0; i--) {
      text.append(either(TEXTS));
    }
    return text.append('"').toString();
  }

  private String member(String name, String value) {
    return space() + '"' + name + '"' + space() + ":" + space() + value + space();
  }

  private String space() {
    return either(SPACES);
  }

  private String either(String... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
