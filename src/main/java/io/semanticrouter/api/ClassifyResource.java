package io.semanticrouter.api;

import io.semanticrouter.api.ClassifyAnswers.All;
import io.semanticrouter.api.ClassifyRequests.Batch;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

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
    Batch batch = ClassifyRequests.batch(body);
    var results = batch.texts().stream().map(text -> one(text, batch)).toList();
    return new ClassifyAnswers.Batch(results, results.size(), Classifier.millisSince(start));
  }

  private Object one(String text, Batch batch) {
    return switch (batch.task()) {
      case INTENT -> classifier.intent(text);
      case PII -> classifier.pii(text);
      case SECURITY -> classifier.security(text);
      case ALL -> new All(classifier.intent(text), classifier.pii(text), classifier.security(text));
    };
  }
}
