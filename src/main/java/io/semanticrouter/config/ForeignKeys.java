package io.semanticrouter.config;

/** Top-level keys of the public vLLM Semantic Router v0.1 file that mean nothing here. */
final class ForeignKeys {

  private ForeignKeys() {}

  static final String[] TOP_LEVEL = {
    "bert_model",
    "tools",
    "api",
    "embedding_models",
    "auto_model_name",
    "include_config_models_in_list",
    "clear_route_cache",
    "strategy",
    "mom_registry",
    "model_reasoning_configs",
    "keyword_rules",
    "embedding_rules",
    "gpu_config",
    "router",
    "response_api",
    "hallucination_mitigation",
    "feedback_detector",
    "fact_check_rules",
    "user_feedback_rules",
    "preference_rules",
    "external_models",
    "inline_models",
    "use_cpu",
  };
}
