package io.semanticrouter.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The last stage of a Dockerfile, the one that becomes the image.
 *
 * @param user the number of the user it runs as
 * @param command the entry point and its arguments
 * @param copies what comes from the build stages: where it stands there, and in the image
 */
public record Dockerfile(int user, List<String> command, Map<String, String> copies) {
  public static Dockerfile read(Path file) {
    try {
      return parse(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Dockerfile parse(String text) throws JsonProcessingException {
    String joined = text.replaceAll("(?m)^#.*\\R", "").replaceAll("\\\\\\R", " ");
    String stage = joined.substring(joined.lastIndexOf("\nFROM "));
    int user = 0;
    List<String> entryPoint = List.of();
    List<String> arguments = List.of();
    Map<String, String> copies = new LinkedHashMap<>();
    for (String line : stage.lines().toList()) {
      List<String> words = Arrays.asList(line.strip().split("\\s+", -1));
      String rest = line.strip().substring(words.getFirst().length()).strip();
      switch (words.getFirst()) {
        case "USER" -> user = Integer.parseInt(rest.split(":", -1)[0]);
        case "ENTRYPOINT" -> entryPoint = strings(rest);
        case "CMD" -> arguments = strings(rest);
        case "COPY" -> copies.put(words.get(words.size() - 2), words.getLast());
        default -> {} // says nothing about what is in the image and what runs
      }
    }
    List<String> command = new ArrayList<>();
    Stream.of(entryPoint, arguments).forEach(command::addAll);
    return new Dockerfile(user, List.copyOf(command), copies);
  }

  private static List<String> strings(String json) throws JsonProcessingException {
    return List.of(new ObjectMapper().readValue(json, String[].class));
  }
}
