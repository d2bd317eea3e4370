package io.semanticrouter.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.arc.Arc;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.http.ManagementInterface;
import io.semanticrouter.testing.RouterTestBase;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.net.URL;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The description of the API is served, and knows the routes that the running router has. */
@QuarkusTest
class OpenApiTest extends RouterTestBase {
  /** Keeps the routers that routes were registered with. */
  @ApplicationScoped
  static class Routers {
    private Router management;
    private Router data;

    void management(@Observes ManagementInterface registered) {
      management = registered.router();
    }

    void data(@Observes Router registered) {
      data = registered;
    }

    Stream<Route> managementRoutes() {
      return management.getRoutes().stream();
    }

    Stream<Route> dataRoutes() {
      return data.getRoutes().stream();
    }
  }

  @Inject Routers routers;

  @TestHTTPResource(value = "openapi", management = true)
  URL description;

  @Test
  void isServedAsItIsInTheRepository() {
    given()
        .get(description)
        .then()
        .statusCode(200)
        .contentType("application/yaml")
        .body(equalTo(ApiDocument.text()));
  }

  @Test
  void describesEveryRouteAndNoOther() {
    // Given
    Set<String> registered = new TreeSet<>();
    routers
        .dataRoutes()
        .filter(route -> route.isExactPath() && route.getPath() != null)
        .filter(route -> !route.getPath().equals("/")) // where the resources hang
        .forEach(route -> registered.add("POST " + route.getPath()));
    resources().flatMap(OpenApiTest::operations).forEach(registered::add);
    routers
        .managementRoutes()
        .map(OpenApiTest::managementPath)
        .filter(Objects::nonNull)
        .forEach(path -> registered.add("GET " + path));

    // When
    Set<String> described = ApiDocument.read().operations();

    // Then
    assertThat(described).isEqualTo(registered);
  }

  /** The pages of the health UI are there in development and tests alone. */
  private static String managementPath(Route route) {
    String path = route.getPath();
    if (path == null || path.startsWith("/q/health-ui")) {
      return null;
    }
    boolean folder = path.endsWith("/");
    return !folder ? path : path.equals("/q/health/group/") ? path + "{name}" : null;
  }

  private static Stream<Class<?>> resources() {
    Set<Bean<?>> beans = Arc.container().beanManager().getBeans(Object.class, Any.Literal.INSTANCE);
    return beans.stream()
        .<Class<?>>map(Bean::getBeanClass)
        .filter(type -> type.isAnnotationPresent(Path.class) && !type.isInterface())
        .collect(Collectors.toSet())
        .stream();
  }

  private static Stream<String> operations(Class<?> resource) {
    return Arrays.stream(resource.getDeclaredMethods())
        .filter(m -> m.isAnnotationPresent(GET.class) || m.isAnnotationPresent(POST.class))
        .map(method -> operation(resource, method));
  }

  private static String operation(Class<?> resource, Method method) {
    Path below = method.getAnnotation(Path.class);
    String path = resource.getAnnotation(Path.class).value() + (below == null ? "" : below.value());
    return (method.isAnnotationPresent(GET.class) ? "GET " : "POST ")
        + path.replaceAll("\\{(\\w+):[^}]*}", "{$1}");
  }
}
