package io.semanticrouter.testing;

import java.util.ArrayList;
import java.util.List;

/**
 * Chat bodies as clients of vLLM send them, and odder ones that are still valid. {@code @MODEL@}
 * and {@code @PROMPT@} stand for the model's name and the text of the last user message.
 */
public final class ChatCorpus {
  private ChatCorpus() {}

  /** One body of the corpus. */
  public record Sample(String name, String body) {
    /** The body with its two blanks filled in. */
    public String fill(String model, String prompt) {
      return body.replace("@MODEL@", model).replace("@PROMPT@", prompt);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  public static List<Sample> samples() {
    List<Sample> samples = new ArrayList<>();
    extraFields().forEach(field -> samples.add(withField(field)));
    conversations().forEach(messages -> samples.add(withMessages(messages)));
    oddForms().forEach(body -> samples.add(new Sample(named("form", body), body)));
    samples.add(new Sample("500 unknown fields", manyFields(500)));
    samples.add(new Sample("a long history", longHistory(300)));
    samples.add(new Sample("nesting of 500 levels", nested(500)));
    return List.copyOf(samples);
  }

  private static Sample withField(String field) {
    return new Sample(
        named("field", field),
        "{\"model\":\"@MODEL@\"," + field + ",\"messages\":[" + user() + "],\"z\":0}");
  }

  private static Sample withMessages(String messages) {
    return new Sample(
        named("messages", messages),
        "{\"messages\":[" + messages + "],\"model\":\"@MODEL@\",\"top_p\":0.90}");
  }

  private static String named(String kind, String text) {
    String flat = text.replaceAll("\\s+", " ");
    return kind + ": " + (flat.length() > 60 ? flat.substring(0, 60) : flat);
  }

  private static String user() {
    return "{\"role\":\"user\",\"content\":\"@PROMPT@\"}";
  }

  /** Fields of OpenAI's and of vLLM's requests, and fields nobody knows. */
  private static List<String> extraFields() {
    return List.of(
        """
        "tools":[{"type":"function","function":{"name":"f","strict":true,"parameters":\
        {"type":"object","properties":{"a":{"type":["string","null"],"enum":["x",null]}}}}}],\
        "tool_choice":{"type":"function","function":{"name":"f"}},"parallel_tool_calls":false""",
        "\"tool_choice\":\"auto\",\"tools\":[]",
        "\"logprobs\":true,\"top_logprobs\":5,\"logit_bias\":{\"50256\":-100,\"1\":1e0}",
        """
        "response_format":{"type":"json_schema","json_schema":{"name":"s","strict":true,\
        "schema":{"$ref":"#/$defs/a","$defs":{"a":{"type":"object"}}}}}""",
        "\"response_format\" : { \"type\" : \"json_object\" }",
        "\"guided_json\":{\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"integer\"}}}",
        "\"guided_regex\":\"\\\\d{3}-[a-z]+\\\\\\\\\",\"guided_choice\":[\"a\",\"b\"]",
        "\"guided_grammar\":\"root ::= \\\"a\\\" | root\\n\"",
        "\"min_p\":0.05,\"top_k\":-1,\"repetition_penalty\":1.10,\"length_penalty\":1.0",
        "\"ignore_eos\":true,\"min_tokens\":1,\"stop_token_ids\":[1,2,3],\"skip_special_tokens\":false",
        "\"extra_body\":{\"nvext\":{\"ignore_eos\":true}},\"priority\":-3",
        "\"kv_transfer_params\":{\"do_remote_decode\":true,\"remote_host\":null}",
        "\"mm_processor_kwargs\":{\"num_crops\":4},\"documents\":[{\"title\":\"t\",\"text\":\"x\"}]",
        "\"metadata\":{\"k\":\"v\"},\"store\":false,\"service_tier\":\"auto\"",
        "\"stop\":[\"\\n\\n\",\"</s>\",\"\\u0000\"],\"n\":1,\"seed\":-9223372036854775808",
        "\"seed\":123456789012345678901234567890,\"max_tokens\":16",
        "\"temperature\":1e400,\"x\":-0.0,\"y\":1E-400,\"w\":0.1000000000000000055511151231257827",
        "\"a\":1.0,\"b\":1.00,\"c\":1e2,\"d\":1E+2,\"e\":100,\"f\":-0",
        "\"temperature\":null,\"stop\":null,\"tools\":null",
        "\"x\":{\"x\":1,\"x\":2,\"\\u0078\":3}",
        "\"Model\":\"upper\",\"MESSAGES\":[],\" model\":1,\"model \":2",
        "\"meta\":{\"model\":\"inner\",\"messages\":[{\"role\":\"system\",\"content\":\"no\"}]}",
        "\"\":\"empty name\",\"\\n\":\"control\",\"a.b\":1,\"$\":{}",
        "\"u\":\"\\u00e9\\u4E2d\\ud83d\\uDE00\\/\\b\\f\"",
        "\"u\":\"é中😀\\u200b\u200b\u2028\"",
        "\"lone\":\"\\ud800\",\"pair\":\"\\udc00\\ud800\"",
        "\"lit\":[true,false,null,[],{},[[]],[{}],\"\"]",
        "\"stream_options\":null,\"stream\":false",
        "\"stream\":null,\"safety_identifier\":null,\"user\":null",
        "\"audio\":{\"voice\":\"alloy\",\"format\":\"wav\"},\"modalities\":[\"text\",\"audio\"]",
        "\"prediction\":{\"type\":\"content\",\"content\":[{\"type\":\"text\",\"text\":\"x\"}]}",
        "\"functions\":[{\"name\":\"old\"}],\"function_call\":\"none\"");
  }

  private static List<String> conversations() {
    return List.of(
        user(),
        "{\"content\":\"@PROMPT@\",\"role\":\"user\",\"name\":\"someone\"}",
        "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"@PROMPT@\"}]}",
        """
        {"role":"user","content":[{"type":"text","text":"@PROMPT@"},{"type":"image_url",\
        "image_url":{"url":"data:image/png;base64,iVBORw0KGgo=","detail":"low"}}]}""",
        """
        {"role":"user","content":[{"type":"input_audio","input_audio":{"data":"UklGRg==",\
        "format":"wav"}},{"type":"text","text":"@PROMPT@","cache_control":{"type":"x"}}]}""",
        """
        {"role":"user","content":"What is the weather?"},{"role":"assistant","content":null,\
        "tool_calls":[{"id":"c1","type":"function","function":{"name":"w",\
        "arguments":"{\\"city\\": \\"Paris\\"}"}}]},{"role":"tool","tool_call_id":"c1",\
        "content":"{\\"t\\":21}"},"""
            + user(),
        "{\"role\":\"assistant\",\"reasoning_content\":\"hm\",\"content\":\"\"}," + user(),
        "{\"role\":\"assistant\",\"refusal\":\"no\"}," + user(),
        user() + ",{\"role\":\"assistant\",\"content\":\"Well\",\"prefix\":true}");
  }

  private static List<String> oddForms() {
    return List.of(
        "\r\n\t {\n \"model\" :\t\"@MODEL@\" ,\r\n \"messages\" : [ " + user() + " ] \n}\n\n",
        "{\"\\u006dodel\":\"@MODEL@\",\"mess\\u0061ges\":[" + user() + "]}",
        "{\"messages\":[" + user() + "],\"a\":1,\"model\":\"@MODEL@\"}",
        "{\"model\":\"@MODEL@\",\"messages\":[\n  " + user() + "\n]\n}",
        "{\"model\":\"@MODEL@\",\"messages\":["
            + user()
            + "],\"t\":\""
            + "x".repeat(200_000)
            + "\"}");
  }

  private static String manyFields(int count) {
    StringBuilder body = new StringBuilder("{\"model\":\"@MODEL@\",\"messages\":[" + user() + "]");
    for (int i = 0; i < count; i++) {
      body.append(",\"field").append(i).append("\":").append(i % 2 == 0 ? "[" + i + "]" : "\"v\"");
    }
    return body.append('}').toString();
  }

  private static String longHistory(int turns) {
    StringBuilder body = new StringBuilder("{\"model\":\"@MODEL@\",\"messages\":[");
    for (int i = 0; i < turns; i++) {
      body.append("{\"role\":\"user\",\"content\":\"well\"},");
      body.append("{\"role\":\"assistant\",\"content\":\"yes\"},");
    }
    return body.append(user()).append("]}").toString();
  }

  private static String nested(int depth) {
    return "{\"model\":\"@MODEL@\",\"deep\":"
        + "[".repeat(depth)
        + "]".repeat(depth)
        + ",\"messages\":["
        + user()
        + "]}";
  }
}
