package io.semanticrouter.api;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.semanticrouter.testing.RouterTestBase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class ModelsApiTest extends RouterTestBase {
  /** The path is sent as it is written here. */
  private static ValidatableResponse get(String path) {
    return given().urlEncodingEnabled(false).when().get(path).then();
  }

  @Test
  void listsTheModels() {
    get("/v1/models")
        .statusCode(200)
        .body("object", equalTo("list"))
        .body("data[0].id", equalTo("auto"))
        .body("data.id", hasItems("math-large", "code-large", "general", "Qwen/Qwen3-30B"))
        .body("data[0].object", equalTo("model"));
  }

  @ParameterizedTest
  @CsvSource({
    "auto, auto",
    "math-large, math-large",
    "math%2Dlarge, math-large",
    "Qwen/Qwen3-30B, Qwen/Qwen3-30B",
    "Qwen%2FQwen3-30B, Qwen/Qwen3-30B",
    "Qwen%2fQwen3-30B, Qwen/Qwen3-30B"
  })
  void showsOneModel(String path, String id) {
    get("/v1/models/" + path)
        .statusCode(200)
        .contentType("application/json")
        .body("id", equalTo(id))
        .body("object", equalTo("model"))
        .body("owned_by", equalTo("semantic-router"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"no-such-model", "Qwen", "Qwen/", "Qwen/Qwen3-30B/x", "math-large%20"})
  void knowsNoOtherModel(String path) {
    get("/v1/models/" + path)
        .statusCode(404)
        .contentType("application/json")
        .body("error.type", equalTo("invalid_request_error"))
        .body("error.param", equalTo("model"))
        .body("error.code", equalTo("model_not_found"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/models", "/v1/models/auto"})
  void canOnlyBeRead(String path) {
    given()
        .delete(path)
        .then()
        .statusCode(405)
        .header("Allow", equalTo("GET"))
        .body("error.type", equalTo("invalid_request_error"));
  }
}
