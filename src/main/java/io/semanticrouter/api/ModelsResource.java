package io.semanticrouter.api;

import io.semanticrouter.backend.ModelDiscovery;
import io.semanticrouter.routing.RoutingDecider;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The models a client may ask for, in OpenAI's shape. */
@Path("/v1/models")
@Produces(MediaType.APPLICATION_JSON)
public class ModelsResource {
  private static final String OWNER = "semantic-router";

  private final ModelDiscovery models;
  private final long started = Instant.now().getEpochSecond();

  public ModelsResource(ModelDiscovery models) {
    this.models = models;
  }

  /** OpenAI's list. */
  public record ModelList(String object, List<Model> data) {}

  /** One entry of it; {@code created} is when this router started, in epoch seconds. */
  public record Model(String id, String object, long created, String owned_by) {}

  /** {@code auto} and every model known now. */
  @GET
  public ModelList list() {
    List<Model> data = new ArrayList<>();
    data.add(model("auto"));
    models.catalog().names().forEach(name -> data.add(model(name)));
    return new ModelList("list", data);
  }

  /**
   * One of them.
   *
   * @param id may hold slashes, as they are or percent-encoded
   */
  @GET
  @Path("/{id:.+}")
  public Model one(@PathParam("id") String id) {
    if (!RoutingDecider.isAuto(id) && !models.catalog().knows(id)) {
      throw new NotFoundException(ErrorMappers.response(ApiError.unknownModel()));
    }
    return model(id);
  }

  private Model model(String id) {
    return new Model(id, "model", started, OWNER);
  }
}
