package io.semanticrouter.backend;

import io.semanticrouter.config.EndpointId;
import io.semanticrouter.config.RouterConfig;
import io.semanticrouter.config.RouterConfig.Endpoint;
import io.semanticrouter.config.RouterConfig.Model;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which models there are, and which endpoints serve them: those of the file and those that
 * endpoints were found to serve.
 *
 * @param config the file's models
 * @param endpoints the file's, or the demo backend
 * @param discovered what each endpoint that was asked said it serves, in the order of the endpoints
 */
public record ModelCatalog(
    RouterConfig config, List<Endpoint> endpoints, Map<Endpoint, List<String>> discovered) {

  /** The names of all models, those of the file first. */
  public Set<String> names() {
    Set<String> names = new LinkedHashSet<>(config.models().keySet());
    discovered.values().forEach(names::addAll);
    return names;
  }

  /** True if a client may ask for this model. */
  public boolean knows(String model) {
    if (config.models().containsKey(model)) {
      return true;
    }
    for (List<String> served : discovered.values()) {
      if (served.contains(model)) {
        return true;
      }
    }
    return false;
  }

  /** The configured default model, else the first one known. */
  public Optional<String> defaultModel() {
    return config.defaultModel().or(() -> names().stream().findFirst());
  }

  /**
   * The endpoints of a model: those the file prefers, else those found to serve it, else, for a
   * model of the file, all.
   */
  public List<Endpoint> serving(String model) {
    Model configured = config.models().get(model);
    List<Endpoint> serving = new ArrayList<>(endpoints.size());
    if (configured != null && !configured.preferredEndpoints().isEmpty()) {
      for (Endpoint endpoint : endpoints) {
        if (configured.preferredEndpoints().contains(endpoint.name())) {
          serving.add(endpoint);
        }
      }
      return serving;
    }
    discovered.forEach(
        (endpoint, models) -> {
          if (models.contains(model)) {
            serving.add(endpoint);
          }
        });
    return serving.isEmpty() && configured != null ? endpoints : serving;
  }

  /** The endpoints no model of the file prefers: what they serve has to be asked. */
  List<Endpoint> unnamedEndpoints() {
    Set<String> preferred = new LinkedHashSet<>();
    config.models().values().forEach(model -> preferred.addAll(model.preferredEndpoints()));
    return endpoints.stream().filter(endpoint -> !preferred.contains(endpoint.name())).toList();
  }

  /**
   * The catalog of another configuration, with what is known of the endpoints that stay, and that
   * no model of it names: of the others only the file's models are served.
   */
  ModelCatalog reloaded(RouterConfig next, List<Endpoint> itsEndpoints) {
    Map<EndpointId, List<String>> known = new LinkedHashMap<>();
    discovered.forEach((endpoint, models) -> known.put(EndpointId.of(endpoint), models));
    ModelCatalog unasked = new ModelCatalog(next, itsEndpoints, Map.of());
    Map<Endpoint, List<String>> kept = new LinkedHashMap<>();
    for (Endpoint endpoint : unasked.unnamedEndpoints()) {
      List<String> models = known.get(EndpointId.of(endpoint));
      if (models != null) {
        kept.put(endpoint, models);
      }
    }
    return new ModelCatalog(next, itsEndpoints, kept);
  }

  /** This catalog with a newer answer of one endpoint. */
  ModelCatalog with(Endpoint endpoint, List<String> models) {
    Map<Endpoint, List<String>> next = new LinkedHashMap<>();
    for (Endpoint known : unnamedEndpoints()) {
      List<String> served = known.equals(endpoint) ? models : discovered.get(known);
      if (served != null) {
        next.put(known, served);
      }
    }
    return new ModelCatalog(config, endpoints, next);
  }
}
