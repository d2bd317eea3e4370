package io.semanticrouter.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.semanticrouter.tracing.SpanAttributes;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CustomAttributesTest {
  private static Configs tracing(String yaml) {
    return Configs.of("observability: {tracing: " + yaml + "}");
  }

  @Test
  void areReadFromTheFile() {
    // When
    CustomAttributes read =
        tracing(
                "{attributes: {deployment.region: eu-west-1, replica: 3},"
                    + " attributes_from_headers: {customer.id: X-Customer-Id},"
                    + " attributes_from_baggage: [feature.flag]}")
            .load()
            .tracing()
            .attributes();
    // Then
    assertThat(read)
        .isEqualTo(
            new CustomAttributes(
                Map.of("deployment.region", "eu-west-1", "replica", "3"),
                Map.of("customer.id", "x-customer-id"),
                List.of("feature.flag")));
  }

  @Test
  void comeFromTheEnvironmentToo() {
    // When
    CustomAttributes read =
        Configs.of("")
            .property("observability.tracing.attributes.\"deployment.region\"", "eu-west-1")
            .env("OBSERVABILITY_TRACING_ATTRIBUTES_FROM_BAGGAGE", "feature.flag, tenant")
            .load()
            .tracing()
            .attributes();
    // Then
    assertThat(read.fixed()).containsExactly(Map.entry("deployment.region", "eu-west-1"));
    assertThat(read.fromBaggage()).containsExactly("feature.flag", "tenant");
  }

  @Test
  void areNoneByDefault() {
    assertThat(Configs.of("").load().tracing().attributes()).isEqualTo(CustomAttributes.NONE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "authorization",
        "Proxy-Authorization",
        "cookie",
        "set-cookie",
        "X-Api-Key",
        "api-key",
        "x-goog-api-key",
        "x-auth-token",
        "x-amz-security-token",
        "x-vault-token",
        "x-hub-signature-256",
        "x-forwarded-client-cert",
        "x-client-secret",
      })
  void carryNoCredentials(String header) {
    // When
    List<String> faults = tracing("{attributes_from_headers: {a: " + header + "}}").faults();
    // Then
    assertThat(faults).singleElement().asString().endsWith("a header that carries credentials");
  }

  @Test
  void areTwoAndThirtyAtMost() {
    // Given
    String many =
        IntStream.range(0, 32).mapToObj(i -> "a" + i + ": x").collect(Collectors.joining(", "));
    // When
    List<String> fits = tracing("{attributes: {" + many + "}}").faults();
    List<String> one =
        tracing("{attributes: {" + many + "}, attributes_from_baggage: [b]}").faults();
    // Then
    assertThat(fits).isEmpty();
    assertThat(one)
        .containsExactly(
            "config.yaml: observability.tracing.attributes: must be, with attributes_from_headers"
                + " and attributes_from_baggage, 32 attributes at most, not 33");
  }

  @Test
  void doNotTakeTheNamesOfTheRouter() {
    // Given
    Set<String> own =
        Arrays.stream(SpanAttributes.class.getFields())
            .filter(field -> AttributeKey.class.isAssignableFrom(field.getType()))
            .map(CustomAttributesTest::name)
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> named = new TreeSet<>(own);
    named.removeIf(name -> ReservedAttributes.NAMESPACES.stream().anyMatch(name::startsWith));
    // Then
    assertThat(own).hasSizeGreaterThan(60).allMatch(ReservedAttributes::contains);
    assertThat(ReservedAttributes.NAMES).containsExactlyInAnyOrderElementsOf(named);
  }

  private static String name(java.lang.reflect.Field constant) {
    try {
      return ((AttributeKey<?>) constant.get(null)).getKey();
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }
}
