package io.semanticrouter.cache;

import io.semanticrouter.config.RouterConfig;
import io.semanticrouter.hash.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/**
 * What a configuration says of how requests are answered: models, categories with their system
 * prompts, reasoning. A reload that changes it must not be answered from before it. Safe for any
 * thread.
 */
final class AnswerShape {
  private record Known(RouterConfig config, String hash) {}

  private volatile Known known = new Known(null, null);

  /** Its hash, made once for each configuration; nothing of it can be read back. */
  @SuppressWarnings("ReferenceEquality") // to compare all of it with each request would take longer
  String of(RouterConfig config) {
    Known last = known;
    if (last.config() != config) {
      last = new Known(config, hash(config));
      known = last;
    }
    return last.hash();
  }

  private static String hash(RouterConfig config) {
    String shape =
        List.of(
                config.models(),
                config.defaultModel(),
                config.categories(),
                config.reasoningFamilies(),
                config.defaultReasoningEffort(),
                config.classifier().categoryModel())
            .toString();
    return HexFormat.of().formatHex(Sha256.of(shape.getBytes(StandardCharsets.UTF_8)));
  }
}
