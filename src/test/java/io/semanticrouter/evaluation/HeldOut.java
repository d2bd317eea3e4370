package io.semanticrouter.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The texts that the trainer kept out, in the folder {@code -Deval.data}. */
public final class HeldOut {
  public static final String TEXTS = "held-texts.jsonl";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path DATA = Path.of(System.getProperty("eval.data", "held-out"));

  private HeldOut() {}

  static boolean has(String file) {
    return Files.exists(DATA.resolve(file));
  }

  /** The objects of a file, one a line. */
  public static List<JsonNode> rows(String file) throws IOException {
    return Files.readAllLines(DATA.resolve(file)).stream().map(HeldOut::parse).toList();
  }

  private static JsonNode parse(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new IllegalArgumentException("not a line of JSON", e);
    }
  }
}
