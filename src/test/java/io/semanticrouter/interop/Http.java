package io.semanticrouter.interop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/** GET requests for JSON. */
final class Http {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private Http() {}

  /** The body of a 200; anything else is an error that quotes the answer. */
  static JsonNode json(String url, Map<String, String> query) {
    try {
      HttpResponse<String> answer = get(url, query);
      if (answer.statusCode() != 200) {
        throw new AssertionError(
            answer.statusCode() + " of " + answer.uri() + ": " + answer.body());
      }
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** True if it answers 200; false also where nobody listens yet. */
  static boolean isOk(String url) {
    try {
      return get(url, Map.of()).statusCode() == 200;
    } catch (IOException notYetListening) {
      return false;
    }
  }

  private static HttpResponse<String> get(String url, Map<String, String> query)
      throws IOException {
    String parameters =
        query.entrySet().stream()
            .map(pair -> encode(pair.getKey()) + "=" + encode(pair.getValue()))
            .collect(Collectors.joining("&"));
    URI uri = URI.create(parameters.isEmpty() ? url : url + "?" + parameters);
    try {
      return CLIENT.send(
          HttpRequest.newBuilder(uri).timeout(LIMIT).build(), BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
