package io.semanticrouter.testing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Requests that must be refused: every one is wrong in its own way, and every one that has room for
 * it carries {@link #CANARY} as content that may appear nowhere.
 */
public final class HostileInputs {
  /** Content that must not come back in an answer, a log line or a span. */
  public static final String CANARY = "canaryxqzv";

  private static final String JSON = "application/json";
  private static final String CHAT = "/v1/chat/completions";
  private static final String WHOLE =
      "{\"model\":\"auto\",\"stream\":false,\"messages\":[{\"role\":\"user\",\"content\":"
          + "[{\"type\":\"text\",\"text\":\"canaryxqzv \\u00e9\"}]}],\"n\":1.5e3,\"t\":true}";

  private final List<Case> cases = new ArrayList<>();

  private HostileInputs() {}

  /** One request; the body is kept from strings so that a failure's name says enough. */
  public record Case(String name, String method, String path, String contentType, Body body) {
    public Map<String, String> headers() {
      return Map.of("content-type", contentType);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** Bytes that are made when they are needed: some are large. */
  @FunctionalInterface
  public interface Body {
    byte[] bytes();
  }

  public static List<Case> all() {
    HostileInputs inputs = new HostileInputs();
    inputs.truncated();
    inputs.wrongTypes();
    inputs.wrongMessages();
    inputs.wrongSyntax();
    inputs.wrongBytes();
    inputs.wrongSizes();
    inputs.wrongEnvelope();
    return List.copyOf(inputs.cases);
  }

  private void add(String name, String body) {
    add(name, () -> body.getBytes(StandardCharsets.UTF_8));
  }

  private void add(String name, Body body) {
    cases.add(new Case(cases.size() + " " + name, "POST", CHAT, JSON, body));
  }

  private void truncated() {
    for (int length = 0; length < WHOLE.length(); length++) {
      add("cut after " + length, WHOLE.substring(0, length));
    }
  }

  private void wrongTypes() {
    for (String value :
        List.of(
            "null", "1", "1.5", "true", "[]", "{}", "\"\"", "[\"auto\"]", "{\"id\":\"auto\"}")) {
      add("model is " + value, members("\"model\":" + value, messages(user())));
    }
    for (String value : List.of("null", "1", "false", "{}", "\"" + CANARY + "\"", "[]", "[[]]")) {
      add("messages is " + value, members("\"model\":\"auto\"", "\"messages\":" + value));
    }
    for (String field : List.of("stream", "user", "safety_identifier", "stream_options")) {
      for (String value : List.of("7", "[]", "[true]", "-1e5")) {
        add(field + " is " + value, with("\"" + field + "\":" + value));
      }
    }
    add("stream is a string", with("\"stream\":\"true\""));
    add("stream is an object", with("\"stream\":{}"));
    add("user is an object", with("\"user\":{\"id\":\"" + CANARY + "\"}"));
    add("include_usage is a string", with("\"stream_options\":{\"include_usage\":\"yes\"}"));
    add("no model", members(messages(user()), "\"n\":1"));
    add("no messages", members("\"model\":\"auto\"", "\"prompt\":\"" + CANARY + "\""));
    for (String value : List.of("null", "1", "true", "[]", "{}", "\"" + CANARY + "\"")) {
      add("the body is " + value, value);
    }
  }

  private void wrongMessages() {
    for (String message : List.of("null", "1", "\"" + CANARY + "\"", "[]", "true", "{}")) {
      add("a message is " + message, members("\"model\":\"auto\"", messages(message)));
      add("a later message is " + message, later(message));
    }
    for (String role : List.of("null", "1", "[]", "{}", "true")) {
      add("role is " + role, later("{\"role\":" + role + ",\"content\":\"" + CANARY + "\"}"));
    }
    for (String content : List.of("1", "true", "{}", "{\"text\":\"" + CANARY + "\"}", "1e9")) {
      add("content is " + content, later("{\"role\":\"user\",\"content\":" + content + "}"));
    }
    for (String part :
        List.of(
            "1",
            "null",
            "[]",
            "true",
            "{}",
            "{\"text\":\"" + CANARY + "\"}",
            "{\"type\":1,\"text\":\"" + CANARY + "\"}",
            "{\"type\":null}",
            "{\"type\":\"text\"}",
            "{\"type\":\"text\",\"text\":1}",
            "{\"type\":\"text\",\"text\":null}",
            "{\"type\":\"text\",\"text\":[\"" + CANARY + "\"]}")) {
      add("a part is " + part, later("{\"role\":\"user\",\"content\":[" + part + "]}"));
    }
    add("no role", later("{\"content\":\"" + CANARY + "\"}"));
    add("role twice", later("{\"role\":\"user\",\"role\":\"system\",\"content\":\"x\"}"));
    add("content twice", later("{\"role\":\"user\",\"content\":\"a\",\"content\":\"b\"}"));
  }

  private void wrongSyntax() {
    for (String value :
        List.of(
            "NaN",
            "Infinity",
            "-Infinity",
            "nan",
            "undefined",
            "+1",
            "01",
            "1.",
            ".5",
            "0x1F",
            "1e",
            "--1",
            "tru",
            "True",
            "'single'",
            "None",
            "\"\\x41\"",
            "\"\\u12\"",
            "\"\\",
            "\"tab\there\"",
            "\"line\nbreak\"",
            "[1,]",
            "[,1]",
            "[1 2]",
            "{\"a\":1,}",
            "{\"a\"}",
            "{\"a\" 1}",
            "{a:1}",
            "{1:1}",
            "{null:1}",
            "/* c */ 1",
            "// c\n1",
            "(1)",
            "]",
            "}",
            "")) {
      add("a value is " + value, with("\"x\":" + value));
    }
    add("two objects", with("\"x\":1") + with("\"x\":1"));
    add("text after the object", with("\"x\":1") + CANARY);
    add("an extra brace", with("\"x\":1") + "}");
    add("model twice", with("\"model\":\"general\""));
    add("messages twice", with(messages(user())));
    add("model twice, once escaped", with("\"\\u006dodel\":\"general\""));
    add("XML", "<chat><content>" + CANARY + "</content></chat>");
    add("a form", "model=auto&messages=" + CANARY);
  }

  private void wrongBytes() {
    byte[] start =
        "{\"model\":\"auto\",\"messages\":[{\"role\":\"user\",\"content\":\"canaryxqzv"
            .getBytes(StandardCharsets.UTF_8);
    byte[] end = "\"}]}".getBytes(StandardCharsets.UTF_8);
    int[][] sequences = {
      {0x80},
      {0xBF},
      {0xC3},
      {0xC0, 0x80},
      {0xC1, 0xBF},
      {0xE0, 0x80, 0x80},
      {0xE4, 0xB8},
      {0xED, 0xA0, 0x80},
      {0xF0, 0x80, 0x80, 0x80},
      {0xF0, 0x9F, 0x98},
      {0xF4, 0x90, 0x80, 0x80},
      {0xF8, 0x88, 0x80, 0x80, 0x80},
      {0xFE},
      {0xFF},
      {0x00},
      {0x1F},
      {0xE9}
    };
    for (int[] sequence : sequences) {
      add("bytes " + hex(sequence), () -> join(start, bytes(sequence), end));
    }
    for (String name :
        List.of("UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE", "UTF-32BE")) {
      add(name, () -> WHOLE.getBytes(Charset.forName(name)));
    }
    add("a zero after the object", WHOLE + "\0");
    add("a zero before the object", "\0" + WHOLE);
    add("compressed", () -> bytes(new int[] {0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3}));
  }

  private void wrongSizes() {
    add("100,000 arrays deep", with("\"x\":" + "[".repeat(100_000) + "]".repeat(100_000)));
    add("100,000 objects deep", with("\"x\":" + "{\"a\":".repeat(100_000)));
    add("arrays never closed", "[".repeat(1_000_000));
    add("a number of 100,000 digits", with("\"x\":" + "9".repeat(100_000)));
    add("a name of 100,000 letters", with("\"" + "n".repeat(100_000) + "\":1"));
    add("20 MB of content", () -> huge("x".repeat(20_000_000)));
    add("20 MB of blanks", () -> (" ".repeat(20_000_000) + WHOLE).getBytes(StandardCharsets.UTF_8));
    add("20 MB of escapes", () -> huge("\\n".repeat(10_000_000)));
  }

  private void wrongEnvelope() {
    for (String type :
        List.of("text/plain", "application/xml", "multipart/form-data", "x", "*/*")) {
      cases.add(new Case("content type " + type, "POST", CHAT, type, HostileInputs::whole));
    }
    for (String method : List.of("GET", "PUT", "DELETE", "PATCH")) {
      cases.add(new Case(method, method, CHAT, JSON, HostileInputs::whole));
    }
    for (String path :
        List.of(
            "/",
            "/v1",
            "/v1/chat",
            "/v1/chat/completion",
            "/v1/chat/completions/x",
            "/V1/chat/completions",
            "/v1/images/generations",
            "/v1/%00",
            "/..%2f..%2fetc/passwd")) {
      cases.add(new Case("path " + path, "POST", path, JSON, HostileInputs::whole));
    }
  }

  private static byte[] whole() {
    return WHOLE.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] huge(String content) {
    return with("\"x\":\"" + CANARY + content + "\"").getBytes(StandardCharsets.UTF_8);
  }

  private static String user() {
    return "{\"role\":\"user\",\"content\":\"" + CANARY + "\"}";
  }

  private static String later(String message) {
    return members("\"model\":\"auto\"", messages(user() + "," + message));
  }

  private static String messages(String messages) {
    return "\"messages\":[" + messages + "]";
  }

  private static String with(String member) {
    return "{\"model\":\"auto\"," + messages(user()) + "," + member + "}";
  }

  private static String members(String... members) {
    return "{" + String.join(",", members) + "}";
  }

  private static String hex(int[] sequence) {
    return HexFormat.ofDelimiter(" ").formatHex(bytes(sequence));
  }

  private static byte[] bytes(int[] values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
