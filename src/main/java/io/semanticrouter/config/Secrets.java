package io.semanticrouter.config;

import io.semanticrouter.config.Reading.Value;
import io.semanticrouter.config.YamlTree.Scalar;
import java.util.Locale;
import java.util.Optional;

/** Values that come from environment variables and are never shown. */
final class Secrets {

  private Secrets() {}

  /**
   * The name of an environment variable that must be set. Someone who writes the key itself in its
   * place must not find it in a log, so only what looks like a variable is shown.
   */
  static Optional<String> variable(Reading reading, Section section, String key) {
    Optional<Value> value = section.value(key).filter(v -> !v.text().isBlank());
    if (value.isEmpty()) {
      return Optional.empty();
    }
    String name = value.get().text().strip();
    if (!isVariable(name)) {
      reading.fault(
          value.get().source(),
          section.path(key),
          "***",
          "must be the name of an environment variable, in capitals");
      return Optional.empty();
    }
    if (reading.variable(name).filter(secret -> !secret.isBlank()).isEmpty()) {
      section.fault(key, value.get(), "this environment variable is not set");
    }
    return Optional.of(name);
  }

  private static boolean isVariable(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letter = (c >= 'A' && c <= 'Z') || c == '_';
      if (!letter && (i == 0 || c < '0' || c > '9')) {
        return false;
      }
    }
    return !name.isEmpty();
  }

  /** Replaces each <code>${NAME}</code>; empty where a variable is missing or a brace is open. */
  static Optional<String> expanded(String text, Reading reading) {
    StringBuilder expanded = new StringBuilder();
    int position = 0;
    int start = text.indexOf("${");
    while (start >= 0) {
      int end = text.indexOf('}', start);
      if (end < 0) {
        return Optional.empty();
      }
      Optional<String> value = reading.variable(text.substring(start + 2, end));
      if (value.isEmpty()) {
        return Optional.empty();
      }
      expanded.append(text, position, start).append(value.get());
      position = end + 1;
      start = text.indexOf("${", position);
    }
    return Optional.of(expanded.append(text.substring(position)).toString());
  }

  /** A URL as it may be shown. */
  static String withoutUserInfo(String url) {
    int at = url.lastIndexOf('@');
    int slashes = url.indexOf("//");
    return at < 0
        ? url
        : url.substring(0, slashes < 0 ? 0 : slashes + 2) + "***" + url.substring(at);
  }

  /** The value of an unknown key, unless its name says that it is a secret. */
  static String shown(String key, YamlTree tree) {
    if (!(tree instanceof Scalar scalar) || scalar.isNull()) {
      return "";
    }
    String name = key.toLowerCase(Locale.ROOT);
    boolean secret =
        name.contains("key")
            || name.contains("token")
            || name.contains("secret")
            || name.contains("password")
            || name.contains("auth");
    return secret ? "***" : ConfigFault.quoted(scalar.text());
  }
}
