package io.semanticrouter.chat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** Reads a request of an API whose texts are left to the backend. */
final class UnreadRequestReader extends RequestReader<UnreadRequest> {
  private final ModelApi api;

  UnreadRequestReader(ModelApi api, byte[] body, JsonParser parser) {
    super(body, parser);
    this.api = api;
  }

  @Override
  void readOwn(String name, JsonToken token) throws IOException {
    BodyJson.skip(parser, token);
  }

  @Override
  UnreadRequest request(Envelope envelope) {
    return new UnreadRequest(api, envelope);
  }
}
