package io.semanticrouter.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The {@code name:key} pairs of the environment variable that {@code server.api_keys_env} names.
 */
public final class ClientKeys {

  private ClientKeys() {}

  /** A client's key; never printed. */
  public record ClientKey(String name, String key) {
    @Override
    public String toString() {
      return "ClientKey[name=" + name + "]";
    }
  }

  /**
   * Reads comma-separated {@code name:key} pairs. A name is unique, a key holds no white space.
   *
   * @return empty where the text is malformed or holds no pair
   */
  public static Optional<List<ClientKey>> parse(String text) {
    List<ClientKey> keys = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (String pair : Scalars.splitAtCommas(text)) {
      int colon = pair.indexOf(':');
      if (colon < 1 || colon == pair.length() - 1) {
        return Optional.empty();
      }
      String name = pair.substring(0, colon).strip();
      String key = pair.substring(colon + 1);
      if (name.isEmpty() || !names.add(name) || key.chars().anyMatch(Character::isWhitespace)) {
        return Optional.empty();
      }
      keys.add(new ClientKey(name, key));
    }
    return keys.isEmpty() ? Optional.empty() : Optional.of(List.copyOf(keys));
  }
}
