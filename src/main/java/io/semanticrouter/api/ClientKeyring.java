package io.semanticrouter.api;

import io.semanticrouter.config.ClientKeys;
import io.semanticrouter.config.ClientKeys.ClientKey;
import io.semanticrouter.config.RouterConfig;
import io.semanticrouter.hash.Sha256;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import org.eclipse.microprofile.config.Config;

/** The keys clients may present, held as SHA-256 hashes. */
@ApplicationScoped
public class ClientKeyring {
  private static final String SCHEME = "Bearer ";

  private record Held(String name, byte[] hash) {}

  private final List<Held> keys;

  @Inject
  public ClientKeyring(RouterConfig router, Config config) {
    this.keys =
        router
            .server()
            .apiKeysEnv()
            .flatMap(name -> config.getOptionalValue(name, String.class))
            .flatMap(ClientKeys::parse)
            .orElse(List.of())
            .stream()
            .map(ClientKeyring::held)
            .toList();
  }

  private static Held held(ClientKey key) {
    return new Held(key.name(), hash(key.key()));
  }

  /** True if clients have to present a key. */
  public boolean isRequired() {
    return !keys.isEmpty();
  }

  /** The name of the key an {@code Authorization} header holds, or null. */
  public String nameOf(String authorization) {
    if (authorization == null
        || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return null;
    }
    byte[] presented = hash(authorization.substring(SCHEME.length()).strip());
    String name = null;
    for (Held key : keys) { // to the end, so that the time tells nothing
      if (MessageDigest.isEqual(key.hash(), presented)) {
        name = key.name();
      }
    }
    return name;
  }

  static byte[] hash(String text) {
    return Sha256.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
