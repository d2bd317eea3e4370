package io.semanticrouter.chat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Reads a request of the Responses API. */
public final class ResponsesRequestReader extends RequestReader<ResponsesRequest> {
  private final List<GuardedText> texts = new ArrayList<>();
  private final InputReader input;
  private String instructions;
  private boolean hasInput;

  private ResponsesRequestReader(byte[] body, JsonParser parser) {
    super(body, parser);
    this.input = new InputReader(parser, texts);
  }

  /**
   * Reads a body.
   *
   * @param sent a JSON object in UTF-8; a byte order mark is dropped
   * @throws InvalidRequestException if it is not one, or lacks what a response needs
   */
  public static ResponsesRequest read(byte[] sent) {
    return read(sent, ResponsesRequestReader::new);
  }

  @Override
  void readOwn(String name, JsonToken token) throws IOException {
    switch (name) {
      case "input" -> {
        input.read(token);
        hasInput = true;
      }
      case "instructions" -> {
        instructions = optionalString(token, name);
        if (instructions != null) {
          texts.add(new GuardedText(instructions, true));
        }
      }
      // Beside the input these bring texts before the model, in forms of vLLM's and OpenAI's own.
      case "previous_input_messages", "previous_response", "prompt" -> {
        List<String> brought = new ArrayList<>();
        ItemTexts.collect(parser, token, brought);
        brought.forEach(text -> texts.add(GuardedText.told(text)));
      }
      default -> BodyJson.skip(parser, token);
    }
  }

  @Override
  ResponsesRequest request(Envelope envelope) {
    if (!hasInput) {
      throw new InvalidRequestException(
          "'input' is missing: it must be a string or an array of items.", "input");
    }
    return new ResponsesRequest(
        envelope,
        instructions,
        input.systemMessage(),
        input.lastUserText(),
        Collections.unmodifiableList(texts));
  }
}
