package io.semanticrouter.backend;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;

/** The part of a backend's OpenAI API that says which models it serves. */
@Path("/v1/models")
public interface ModelsApi {

  @GET
  Uni<ModelList> list(@HeaderParam(HttpHeaders.AUTHORIZATION) String authorization);

  /** The backend's answer. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record ModelList(List<Entry> data) {}

  /** One model of it. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Entry(String id) {}
}
