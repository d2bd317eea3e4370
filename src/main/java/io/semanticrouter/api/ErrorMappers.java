package io.semanticrouter.api;

import io.semanticrouter.chat.InvalidRequestException;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Gives every error of the JAX-RS resources OpenAI's shape. */
public class ErrorMappers {
  private static final Logger LOG = Logger.getLogger(ErrorMappers.class);

  @ServerExceptionMapper
  Response invalid(InvalidRequestException fault) {
    return response(ApiError.invalid(fault));
  }

  @ServerExceptionMapper
  Response notAllowed(NotAllowedException failure, UriInfo uri) {
    // The exception does not say; there is one method for each path.
    String allowed = uri.getPath().startsWith("/api/") ? "POST" : "GET";
    return Response.fromResponse(response(ApiError.methodNotAllowed(allowed)))
        .header(HttpHeaders.ALLOW, allowed)
        .build();
  }

  @ServerExceptionMapper
  Response notJson(NotSupportedException failure) {
    return response(ApiError.notJson());
  }

  @ServerExceptionMapper
  Response other(WebApplicationException failure) {
    if (failure.getResponse().hasEntity()) {
      return failure.getResponse(); // a resource said more than a status
    }
    int status = failure.getResponse().getStatus();
    return switch (status) {
      case 404 -> response(ApiError.unknownPath());
      case 500 -> response(ApiError.internal());
      default -> response(ApiError.invalid(status, "The request cannot be served."));
    };
  }

  @ServerExceptionMapper
  Response unexpected(RuntimeException failure) {
    LOG.errorf("The router failed at a request: %s", failure.getClass().getName());
    LOG.debug("The failure in full", failure);
    return response(ApiError.internal());
  }

  static Response response(ApiError error) {
    return Response.status(error.status())
        .type(MediaType.APPLICATION_JSON_TYPE)
        .entity(error.json())
        .build();
  }
}
