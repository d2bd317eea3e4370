package io.semanticrouter.chat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.List;

/** Reads a chat completion request. */
public final class ChatRequestReader extends RequestReader<ChatRequest> {
  private List<ChatMessage> messages;
  private Slice messagesArray;

  private ChatRequestReader(byte[] body, JsonParser parser) {
    super(body, parser);
  }

  /**
   * Reads a body.
   *
   * @param sent a JSON object in UTF-8; a byte order mark is dropped
   * @throws InvalidRequestException if it is not one, or lacks what a chat completion needs
   */
  public static ChatRequest read(byte[] sent) {
    return read(sent, ChatRequestReader::new);
  }

  @Override
  void readOwn(String name, JsonToken token) throws IOException {
    if (name.equals("messages")) {
      int start = BodyJson.start(parser);
      messages = new MessagesReader(parser).read(token);
      messagesArray = new Slice(start, BodyJson.end(parser));
    } else {
      BodyJson.skip(parser, token);
    }
  }

  @Override
  ChatRequest request(Envelope envelope) {
    if (messages == null) {
      throw new InvalidRequestException(
          "'messages' is missing: it must be an array of messages.", "messages");
    }
    return new ChatRequest(envelope, messages, messagesArray);
  }
}
