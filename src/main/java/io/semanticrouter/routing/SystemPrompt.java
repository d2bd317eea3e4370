package io.semanticrouter.routing;

import io.semanticrouter.config.RouterConfig.SystemPromptMode;
import io.semanticrouter.tracing.SpanAttributes;
import io.semanticrouter.tracing.Traced;
import java.util.Locale;

/**
 * The system prompt a category adds.
 *
 * @param text null where nothing is added
 * @param mode null where nothing is added
 * @param category null if classification is switched off
 */
public record SystemPrompt(String text, SystemPromptMode mode, String category) implements Traced {

  public boolean isInjected() {
    return text != null;
  }

  @Override
  public void describe(SpanAttributes span) {
    span.set(SpanAttributes.SYSTEM_PROMPT_INJECTED, isInjected())
        .set(
            SpanAttributes.SYSTEM_PROMPT_MODE,
            mode == null ? null : mode.name().toLowerCase(Locale.ROOT))
        .set(SpanAttributes.CATEGORY_NAME, category);
  }

  /** Sizes only. */
  @Override
  public String toString() {
    return "SystemPrompt[mode=" + mode + ", category=" + category + "]";
  }
}
