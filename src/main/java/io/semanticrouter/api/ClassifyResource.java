package io.semanticrouter.api;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** The stages' findings as APIs of their own. Runs on worker threads. */
@Path("/api/v1/classify")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ClassifyResource {
  private final Classifier classifier;

  public ClassifyResource(Classifier classifier) {
    this.classifier = classifier;
  }

  @POST
  @Path("/intent")
  public ClassifyAnswers.Intent intent(byte[] body) {
    return classifier.intent(ClassifyRequests.text(body));
  }

  @POST
  @Path("/pii")
  public ClassifyAnswers.Pii pii(byte[] body) {
    return classifier.pii(ClassifyRequests.text(body));
  }

  @POST
  @Path("/security")
  public ClassifyAnswers.Security security(byte[] body) {
    return classifier.security(ClassifyRequests.text(body));
  }

  /** At most 100 texts, their results in their order. */
  @POST
  @Path("/batch")
  public ClassifyAnswers.Batch batch(byte[] body) {
    long start = System.nanoTime();
    List<Object> results = classifier.batch(ClassifyRequests.batch(body));
    return new ClassifyAnswers.Batch(results, results.size(), Classifier.millisSince(start));
  }
}
