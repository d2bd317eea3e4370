package io.semanticrouter.api;

import io.semanticrouter.chat.ResponsesRequest;
import java.util.Locale;
import java.util.UUID;

/** A refusal as the Responses API has it: a response that ended early, for a content filter. */
final class ResponsesRefusal {
  private static final String RESPONSE =
      "{\"id\":\"%s\",\"object\":\"response\",\"created_at\":%d,\"status\":\"%s\",\"error\":null,"
          + "\"incomplete_details\":%s,\"instructions\":null,\"max_output_tokens\":null,"
          + "\"model\":%s,\"output\":[%s],\"parallel_tool_calls\":true,"
          + "\"previous_response_id\":null,\"reasoning\":{\"effort\":null,\"summary\":null},"
          + "\"store\":false,\"temperature\":null,\"text\":{\"format\":{\"type\":\"text\"}},"
          + "\"tool_choice\":\"auto\",\"tools\":[],\"top_p\":null,\"truncation\":\"disabled\","
          + "\"usage\":%s,\"user\":null,\"metadata\":{}}";

  private static final String NO_TOKENS =
      "{\"input_tokens\":0,\"input_tokens_details\":{\"cached_tokens\":0},\"output_tokens\":0,"
          + "\"output_tokens_details\":{\"reasoning_tokens\":0},\"total_tokens\":0}";

  private final String id = "resp_" + UUID.randomUUID().toString().replace("-", "");
  private final String messageId = "msg_" + UUID.randomUUID().toString().replace("-", "");
  private final String model;
  private final long created;
  private final StringBuilder events = new StringBuilder(6_144);
  private int sequence;

  private ResponsesRefusal(String model, long created) {
    this.model = model;
    this.created = created;
  }

  /** One response, or the events of a stream. */
  static String to(ResponsesRequest request, long epochSeconds) {
    ResponsesRefusal refusal = new ResponsesRefusal(Refusal.model(request), epochSeconds);
    return request.stream() ? refusal.stream() : refusal.ended();
  }

  private String ended() {
    return String.format(
        Locale.ROOT,
        RESPONSE,
        id,
        created,
        "incomplete",
        "{\"reason\":\"content_filter\"}",
        model,
        message("incomplete", part(Refusal.TEXT)),
        NO_TOKENS);
  }

  private String stream() {
    String begun =
        String.format(Locale.ROOT, RESPONSE, id, created, "in_progress", "null", model, "", "null");
    String inMessage = "\"item_id\":\"" + messageId + "\",\"output_index\":0,\"content_index\":0,";
    event("response.created", "\"response\":" + begun);
    event("response.in_progress", "\"response\":" + begun);
    event(
        "response.output_item.added", "\"output_index\":0,\"item\":" + message("in_progress", ""));
    event("response.content_part.added", inMessage + "\"part\":" + part(""));
    event(
        "response.output_text.delta",
        inMessage + "\"delta\":\"" + Refusal.TEXT + "\",\"logprobs\":[]");
    event(
        "response.output_text.done",
        inMessage + "\"text\":\"" + Refusal.TEXT + "\",\"logprobs\":[]");
    event("response.content_part.done", inMessage + "\"part\":" + part(Refusal.TEXT));
    event(
        "response.output_item.done",
        "\"output_index\":0,\"item\":" + message("incomplete", part(Refusal.TEXT)));
    event("response.incomplete", "\"response\":" + ended());
    return events.toString();
  }

  private void event(String type, String members) {
    events
        .append("event: ")
        .append(type)
        .append("\ndata: {\"type\":\"")
        .append(type)
        .append("\",\"sequence_number\":")
        .append(sequence++)
        .append(',')
        .append(members)
        .append("}\n\n");
  }

  private String message(String status, String parts) {
    return "{\"id\":\""
        + messageId
        + "\",\"type\":\"message\",\"status\":\""
        + status
        + "\",\"role\":\"assistant\",\"content\":["
        + parts
        + "]}";
  }

  private static String part(String text) {
    return "{\"type\":\"output_text\",\"text\":\"" + text + "\",\"annotations\":[]}";
  }
}
