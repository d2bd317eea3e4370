package io.semanticrouter.config;

import io.semanticrouter.config.Reading.Value;
import io.semanticrouter.config.RouterConfig.CategoryRule;
import io.semanticrouter.config.RouterConfig.Model;
import io.semanticrouter.config.RouterConfig.ModelScore;
import io.semanticrouter.config.RouterConfig.PiiRule;
import io.semanticrouter.config.RouterConfig.ReasoningFamily;
import io.semanticrouter.config.RouterConfig.ReasoningUse;
import io.semanticrouter.config.RouterConfig.SystemPromptMode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads models, categories and reasoning families, and checks that they name each other right. */
final class RoutingReader {

  static final List<String> EFFORTS = List.of("low", "medium", "high");

  private final Reading reading;
  private final EndpointReader endpoints;
  private final Map<String, ReasoningFamily> families = new LinkedHashMap<>();
  private final Map<String, Model> models = new LinkedHashMap<>();
  private final List<CategoryRule> categories = new ArrayList<>();
  private Optional<String> defaultModel = Optional.empty();

  RoutingReader(Reading reading, EndpointReader endpoints) {
    this.reading = reading;
    this.endpoints = endpoints;
    families.put("qwen3", chatTemplate("enable_thinking"));
    families.put("deepseek", chatTemplate("thinking"));
    families.put(
        "gpt-oss", new ReasoningFamily(ReasoningFamily.Type.REASONING_EFFORT, "reasoning_effort"));
  }

  private static ReasoningFamily chatTemplate(String parameter) {
    return new ReasoningFamily(ReasoningFamily.Type.CHAT_TEMPLATE_KWARGS, parameter);
  }

  void read(Section root) {
    root.named("reasoning_families").forEach(this::family);
    root.named("model_config").forEach(this::model);
    endpoints.servedBy().forEach(this::servedModel);
    root.items("categories").forEach(this::category);
    defaultModel(root);
  }

  Map<String, ReasoningFamily> families() {
    return families;
  }

  Map<String, Model> models() {
    return models;
  }

  List<CategoryRule> categories() {
    return categories;
  }

  Optional<String> defaultModel() {
    return defaultModel;
  }

  private void family(String name, Section section) {
    ReasoningFamily.Type type =
        section.choice(
            "type", ReasoningFamily.Type.CHAT_TEMPLATE_KWARGS, ReasoningFamily.Type.values());
    Optional<String> parameter = section.required("parameter");
    families.put(name, new ReasoningFamily(type, parameter.orElse("")));
    section.end();
  }

  private void model(String name, Section section) {
    Optional<String> family =
        section.parsed(
            "reasoning_family",
            "must be a reasoning family: " + ConfigFault.alternatives(families.keySet()),
            text -> Optional.of(text).filter(families::containsKey));
    List<String> preferred = preferredEndpoints(section);
    PiiRule pii = piiRule(section.section("pii_policy"));
    Timeouts.Overrides timeouts = timeouts(section.section("timeouts"));
    section.foreign("pricing", "param_size", "batch_size", "context_size", "loras", "description");
    section.foreign("context_window_size", "capabilities", "tags", "quality_score", "api_format");
    section.foreign("external_model_ids", "modality", "access_key");
    section.end();
    models.put(name, new Model(family, preferred, pii, timeouts));
  }

  private static Timeouts.Overrides timeouts(Section section) {
    Timeouts.Overrides timeouts =
        new Timeouts.Overrides(
            section.duration("first_byte"), section.duration("idle"), section.duration("total"));
    section.end();
    return timeouts;
  }

  private List<String> preferredEndpoints(Section section) {
    String key = "preferred_endpoints";
    List<Value> names = section.words(key);
    for (int i = 0; i < names.size(); i++) {
      if (!endpoints.names().contains(names.get(i).text())) {
        unknownName(section.path(key, i), names.get(i));
      }
    }
    return names.stream().map(Value::text).toList();
  }

  private void unknownName(String path, Value name) {
    String allowed =
        endpoints.names().isEmpty()
            ? "no endpoint is configured"
            : "must be an endpoint: " + ConfigFault.alternatives(endpoints.names());
    reading.fault(name.source(), path, ConfigFault.quoted(name.text()), allowed);
  }

  private PiiRule piiRule(Section section) {
    String key = "pii_types_allowed";
    List<Value> names = section.words(key);
    // A list of what is allowed says that the rest is not.
    boolean allow = section.bool("allow_by_default", names.isEmpty());
    Set<PiiType> types = EnumSet.noneOf(PiiType.class);
    for (int i = 0; i < names.size(); i++) {
      Value value = names.get(i);
      String name = value.text();
      String path = section.path(key, i);
      PiiType.named(name)
          .ifPresentOrElse(
              types::add,
              () ->
                  reading.fault(
                      value.source(), path, ConfigFault.quoted(name), PiiType.unknown(name)));
    }
    section.end();
    return new PiiRule(allow, Set.copyOf(types));
  }

  /** The old file lists an endpoint's models; that is the same as preferring it. */
  private void servedModel(String name, Set<String> servers) {
    Model model = models.get(name);
    if (model == null) {
      models.put(
          name,
          new Model(
              Optional.empty(), List.copyOf(servers), PiiRule.ALLOW_ALL, Timeouts.Overrides.NONE));
    } else if (model.preferredEndpoints().isEmpty()) {
      models.put(
          name,
          new Model(
              model.reasoningFamily(), List.copyOf(servers), model.piiPolicy(), model.timeouts()));
    }
  }

  private void category(Section section) {
    Optional<String> name = section.required("name");
    Optional<String> description = section.text("description");
    List<String> keywords = section.texts("keywords");
    List<String> examples = section.texts("examples");
    Optional<String> prompt = section.text("system_prompt").filter(text -> !text.isBlank());
    boolean promptEnabled = section.bool("system_prompt_enabled", true);
    SystemPromptMode mode =
        section.choice("system_prompt_mode", SystemPromptMode.REPLACE, SystemPromptMode.values());
    Optional<Boolean> cache = section.bool("semantic_cache_enabled");
    Optional<Double> threshold = section.share("semantic_cache_similarity_threshold");
    List<ModelScore> scores = modelScores(section);
    section.later("jailbreak_enabled", true, section::bool);
    section.later("jailbreak_threshold", -1.0, section::share);
    section.later("pii_enabled", true, section::bool);
    section.later("pii_threshold", -1.0, section::share);
    mmluCategories(section, name);
    section.foreign("reasoning_description");
    section.end();
    if (name.isEmpty()) {
      return;
    }
    if (categories.stream().anyMatch(rule -> rule.name().equalsIgnoreCase(name.get()))) {
      section.value("name").ifPresent(v -> section.fault("name", v, "two categories of one name"));
    }
    categories.add(
        new CategoryRule(
            name.get(),
            description,
            keywords,
            examples,
            promptEnabled ? prompt : Optional.empty(),
            mode,
            cache,
            threshold,
            scores));
  }

  /** A mapping of a domain to itself asks for nothing. */
  private void mmluCategories(Section section, Optional<String> name) {
    List<String> domains = section.texts("mmlu_categories");
    boolean itself = domains.stream().allMatch(d -> name.filter(d::equalsIgnoreCase).isPresent());
    section.laterUnless(itself, "mmlu_categories");
  }

  private List<ModelScore> modelScores(Section category) {
    // Older files set reasoning for the whole category.
    ReasoningUse reasoning = reasoningUse(category).orElse(ReasoningUse.FALSE);
    Optional<String> effort = category.choice("reasoning_effort", EFFORTS);
    List<ModelScore> scores = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Section section : category.items("model_scores")) {
      Optional<String> model = section.required("model");
      double score = section.share("score", 0);
      ReasoningUse useReasoning = reasoningUse(section).orElse(reasoning);
      Optional<String> ownEffort = section.choice("reasoning_effort", EFFORTS).or(() -> effort);
      section.later("lora_name", "", section::text);
      section.foreign("reasoning_description");
      section.end();
      model.ifPresent(
          name -> {
            checkModel(section, "model", name);
            if (!seen.add(name)) {
              section
                  .value("model")
                  .ifPresent(v -> section.fault("model", v, "two scores for one model"));
            }
            scores.add(new ModelScore(name, score, useReasoning, ownEffort));
          });
    }
    return List.copyOf(scores);
  }

  private static Optional<ReasoningUse> reasoningUse(Section section) {
    return section.parsed(
        "use_reasoning",
        "must be true, false or auto",
        text ->
            text.equalsIgnoreCase("auto")
                ? Optional.of(ReasoningUse.AUTO)
                : Scalars.bool(text).map(on -> on ? ReasoningUse.TRUE : ReasoningUse.FALSE));
  }

  private void defaultModel(Section root) {
    Optional<String> named = root.text("default_model").filter(name -> !name.isBlank());
    named.ifPresent(name -> checkModel(root, "default_model", name));
    defaultModel = named.or(() -> models.keySet().stream().findFirst());
  }

  /** Without any model in the file they are discovered later, and every name may turn up. */
  private void checkModel(Section section, String key, String name) {
    if (models.isEmpty() || models.containsKey(name)) {
      return;
    }
    Optional<Value> value = section.value(key);
    value.ifPresent(
        v ->
            section.fault(
                key, v, "unknown model; must be " + ConfigFault.alternatives(models.keySet())));
  }
}
