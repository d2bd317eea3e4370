package io.semanticrouter.routing;

import io.semanticrouter.chat.BodyEditor;
import io.semanticrouter.config.RouterConfig;
import io.semanticrouter.config.RouterConfig.CategoryRule;
import io.semanticrouter.config.RouterConfig.SystemPromptMode;
import io.semanticrouter.tracing.RouterSpan;
import io.semanticrouter.tracing.RouterSpans;
import io.semanticrouter.tracing.StageSpan;
import jakarta.enterprise.context.ApplicationScoped;

/** Adds the category's system prompt to the request. */
@ApplicationScoped
public class SystemPromptInjector {

  /**
   * Writes the prompt of {@code category}, if it has one, into {@code body}.
   *
   * @param category what the prompt was classified as; null if that stage is switched off
   */
  @RouterSpan(RouterSpans.SYSTEM_PROMPT_INJECTION)
  public SystemPrompt inject(
      StageSpan span, BodyEditor body, String category, RouterConfig config) {
    CategoryRule rule = category == null ? null : config.category(category).orElse(null);
    if (rule == null || rule.systemPrompt().isEmpty()) {
      return new SystemPrompt(null, null, category);
    }
    String prompt = rule.systemPrompt().get();
    SystemPromptMode mode = rule.systemPromptMode();
    switch (mode) {
      case REPLACE -> body.replaceSystemPrompt(prompt);
      case INSERT -> body.insertSystemPrompt(prompt);
    }
    return new SystemPrompt(prompt, mode, category);
  }
}
