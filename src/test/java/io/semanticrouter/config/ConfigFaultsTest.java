package io.semanticrouter.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigFaultsTest {

  private static final String ENDPOINTS = "vllm_endpoints: [{name: e1, address: localhost}]\n";
  private static final String MODELS = "model_config: {m1: {}, m2: {}}\n";
  private static final String HTTPS = "vllm_endpoints: [{name: e, address: h, scheme: https, ";
  private static final String CERTIFICATE = "src/test/resources/tls/server.pem";
  private static final String EXPORTER = "observability.tracing.exporter.";

  static Stream<Arguments> wrongValues() {
    return Stream.of(
            endpoints(),
            models(),
            categories(),
            stages(),
            serverAndUpstream(),
            tracing(),
            customAttributes(),
            shapes())
        .flatMap(s -> s);
  }

  private static Stream<Arguments> endpoints() {
    return Stream.of(
        fault(
            "vllm_endpoints: [{name: e, address: h, port: 70000}]",
            "vllm_endpoints[0].port = \"70000\": must be an integer from 1 to 65535"),
        fault(
            "vllm_endpoints: [{name: e, address: h, weight: 0}]",
            "vllm_endpoints[0].weight = \"0\": must be an integer from 1 to 1000000"),
        fault("vllm_endpoints: [{address: h}]", "vllm_endpoints[0].name: is required"),
        fault("vllm_endpoints: [{name: e}]", "vllm_endpoints[0].address: is required"),
        fault(
            "vllm_endpoints: [{name: '', address: h}]",
            "vllm_endpoints[0].name = \"\": must not be empty"),
        fault(
            "vllm_endpoints: [{name: e, address: 'http://h'}]",
            "vllm_endpoints[0].address = \"http://h\": must be a host name or an IP address,"
                + " without scheme or port"),
        fault(
            "vllm_endpoints: [{name: e, address: 'h:8000'}]",
            "vllm_endpoints[0].address = \"h:8000\": must be a host name or an IP address,"
                + " without scheme or port"),
        fault(
            "vllm_endpoints: [{name: e, address: h, scheme: ftp}]",
            "vllm_endpoints[0].scheme = \"ftp\": must be http or https"),
        fault(
            "vllm_endpoints: [{name: e, address: h, path_prefix: v1}]",
            "vllm_endpoints[0].path_prefix = \"v1\": must be a path that starts with a slash"),
        fault(
            "vllm_endpoints: [{name: e, address: h, tls: {ca_file: pom.xml}}]",
            "vllm_endpoints[0].tls.ca_file = \"pom.xml\": has a meaning with scheme: https only"),
        fault(
            HTTPS + "tls: {ca_file: no.pem}}]",
            "vllm_endpoints[0].tls.ca_file = \"no.pem\": must be a file that can be read"),
        fault(
            HTTPS + "tls: {cert_file: " + CERTIFICATE + "}}]",
            "vllm_endpoints[0].tls.cert_file = \"" + CERTIFICATE + "\": needs key_file beside it"),
        fault(
            HTTPS + "tls: {cert_file: " + CERTIFICATE + ", key_file: " + CERTIFICATE + "}}]",
            "vllm_endpoints[0].tls.key_file = \""
                + CERTIFICATE
                + "\": must hold a private key in PEM form, not encrypted"),
        fault(
            "vllm_endpoints: [{name: e, address: h}, {name: e, address: i}]",
            "vllm_endpoints[1].name = \"e\": two endpoints of one name"),
        fault(
            "vllm_endpoints: [{name: e, address: h, api_key_env: NO_SUCH_KEY}]",
            "vllm_endpoints[0].api_key_env = \"NO_SUCH_KEY\": this environment variable is not"
                + " set"),
        fault(
            "vllm_endpoints: [{name: e, address: h, api_key_env: sk-abc}]",
            "vllm_endpoints[0].api_key_env = ***: must be the name of an environment variable,"
                + " in capitals"),
        fault(
            "vllm_endpoints: [{name: e, address: h, api_key: sk-abc}]",
            "vllm_endpoints[0].api_key = ***: unknown key; did you mean api_key_env?"));
  }

  private static Stream<Arguments> models() {
    return Stream.of(
        fault(
            ENDPOINTS + "model_config: {m: {preferred_endpoints: [e2]}}",
            "model_config.m.preferred_endpoints[0] = \"e2\": must be an endpoint: e1"),
        fault(
            "model_config: {m: {preferred_endpoints: [e2]}}",
            "model_config.m.preferred_endpoints[0] = \"e2\": no endpoint is configured"),
        fault(
            "model_config: {m: {reasoning_family: llama}}",
            "model_config.m.reasoning_family = \"llama\": must be a reasoning family: qwen3,"
                + " deepseek or gpt-oss"),
        fault(
            "model_config: {m: {pii_policy: {pii_types_allowed: [SECRET_CODES]}}}",
            "model_config.m.pii_policy.pii_types_allowed[0] = \"SECRET_CODES\": unknown type of"
                + " personal data; must be AGE, CREDIT_CARD, DATE_TIME, DOMAIN_NAME, EMAIL_ADDRESS,"
                + " GPE, IBAN_CODE, IP_ADDRESS, LOCATION, NRP, ORGANIZATION, PERSON, PHONE_NUMBER,"
                + " STREET_ADDRESS, TITLE, US_DRIVER_LICENSE, US_SSN or ZIP_CODE"),
        fault(
            "model_config: {m: {pii_policy: {pii_types_allowed: [EMAIL_ADRESS]}}}",
            "model_config.m.pii_policy.pii_types_allowed[0] = \"EMAIL_ADRESS\": unknown type of"
                + " personal data; did you mean EMAIL_ADDRESS?"),
        fault(
            "model_config: {qwen2.5: {pii_policy: {allow_by_default: maybe}}}",
            "model_config.\"qwen2.5\".pii_policy.allow_by_default = \"maybe\": must be true or"
                + " false"),
        fault(
            "model_config: {m: {timeouts: {first_byte: 0s}}}",
            "model_config.m.timeouts.first_byte = \"0s\": must be a duration above zero such as"
                + " 300ms, 5s, 10m or 1h, and 8760h at most"),
        fault(
            "model_config: {m: {timeouts: {connect: 1s}}}",
            "model_config.m.timeouts.connect = \"1s\": unknown key; allowed: first_byte, idle,"
                + " total"),
        fault(
            MODELS + "default_model: m3",
            "default_model = \"m3\": unknown model; must be m1 or m2"),
        fault(
            "reasoning_families: {f: {type: prompt, parameter: p}}",
            "reasoning_families.f.type = \"prompt\": must be chat_template_kwargs or"
                + " reasoning_effort"),
        fault(
            "reasoning_families: {f: {type: reasoning_effort}}",
            "reasoning_families.f.parameter: is required"),
        fault(
            "default_reasoning_effort: max",
            "default_reasoning_effort = \"max\": must be low, medium or high"));
  }

  private static Stream<Arguments> categories() {
    return Stream.of(
        fault(
            MODELS + "categories: [{name: math, model_scores: [{model: m3, score: 1}]}]",
            "categories[0].model_scores[0].model = \"m3\": unknown model; must be m1 or m2"),
        fault(
            "categories: [{name: math, model_scores: [{model: m, score: 1.5}]}]",
            "categories[0].model_scores[0].score = \"1.5\": must be a number from 0 to 1"),
        fault(
            "categories: [{name: math, model_scores: [{model: m, score: NaN}]}]",
            "categories[0].model_scores[0].score = \"NaN\": must be a number from 0 to 1"),
        fault(
            "categories: [{name: math, model_scores: [{model: m}, {model: m}]}]",
            "categories[0].model_scores[1].model = \"m\": two scores for one model"),
        fault(
            "categories: [{name: math}, {name: Math}]",
            "categories[1].name = \"Math\": two categories of one name"),
        fault(
            "categories: [{name: math, system_prompt_mode: append}]",
            "categories[0].system_prompt_mode = \"append\": must be replace or insert"),
        fault(
            "categories: [{name: math, semantic_cache_similarity_threshold: -1}]",
            "categories[0].semantic_cache_similarity_threshold = \"-1\": must be a number from 0"
                + " to 1"),
        fault(
            "categories: [{name: math, keywords: [a, '']}]",
            "categories[0].keywords[1]: must be a word that is not empty"));
  }

  private static Stream<Arguments> stages() {
    return Stream.of(
        fault(
            "classifier: {category_model: {threshold: 2}}",
            "classifier.category_model.threshold = \"2\": must be a number from 0 to 1"),
        fault(
            "classifier: {pii_model: {thresholds: {PERSONN: 0.5}}}",
            "classifier.pii_model.thresholds.PERSONN = \"0.5\": unknown type of personal data;"
                + " did you mean PERSON?"),
        fault(
            "classifier: {pii_model: {thresholds: {PERSON: 2}}}",
            "classifier.pii_model.thresholds.PERSON = \"2\": must be a number from 0 to 1"),
        fault(
            "encoder: {max_tokens: 10}",
            "encoder.max_tokens = \"10\": must be an integer, 256 or more"),
        fault("encoder: {model_dir: /no/such/folder}", modelDir("/no/such/folder")),
        fault("encoder: {model_dir: pom.xml}", modelDir("pom.xml")),
        fault("encoder: {model_dir: src/main}", modelDir("src/main")),
        fault("encoder: {model_dir: \"a\\0b\"}", modelDir("a b")),
        fault(
            "categories: [{name: law, use_reasoning: perhaps}]",
            "categories[0].use_reasoning = \"perhaps\": must be true, false or auto"),
        fault(
            "prompt_guard: {system_threshold: high}",
            "prompt_guard.system_threshold = \"high\": must be a number from 0 to 1"),
        fault("prompt_guard: {enabled: 1}", "prompt_guard.enabled = \"1\": must be true or false"),
        fault(
            "security: {on_block: drop}", "security.on_block = \"drop\": must be refusal or error"),
        fault(
            "semantic_cache: {backend_type: milvus}",
            "semantic_cache.backend_type = \"milvus\": must be memory"),
        fault(
            "semantic_cache: {max_entries: 0}",
            "semantic_cache.max_entries = \"0\": must be an integer, 1 or more"),
        fault(
            "semantic_cache: {eviction_policy: random}",
            "semantic_cache.eviction_policy = \"random\": must be fifo, lru or lfu"));
  }

  private static String modelDir(String shown) {
    return "encoder.model_dir = \""
        + shown
        + "\": must be a folder with encoder.onnx, vocab.txt and encoder.properties";
  }

  private static Stream<Arguments> serverAndUpstream() {
    return Stream.of(
        fault(
            "server: {api: {completions: sometimes}}",
            "server.api.completions = \"sometimes\": must be true or false"),
        fault(
            "server: {api: {embedding: false}}",
            "server.api.embedding = \"false\": unknown key; did you mean embeddings?"),
        fault(
            "server: {max_body_bytes: 10MB}",
            "server.max_body_bytes = \"10MB\": must be an integer, 1 or more"),
        fault(
            "server: {shutdown_drain: 30}",
            "server.shutdown_drain = \"30\": must be a duration above zero such as 300ms, 5s, 10m"
                + " or 1h, and 8760h at most"),
        fault(
            "server: {api_keys_env: NO_SUCH_KEYS}",
            "server.api_keys_env = \"NO_SUCH_KEYS\": this environment variable is not set"),
        fault(
            "load_balancing: {policy: p3c}",
            "load_balancing.policy = \"p3c\": must be weighted, least_in_flight, p2c, vllm_load or"
                + " session"),
        fault(
            "upstream: {total_timeout: 0s}",
            "upstream.total_timeout = \"0s\": must be a duration above zero such as 300ms, 5s, 10m"
                + " or 1h, and 8760h at most"),
        fault(
            "upstream: {queue: {max_size: -1}}",
            "upstream.queue.max_size = \"-1\": must be an integer, 0 or more"),
        fault(
            "upstream: {include_usage: auto}",
            "upstream.include_usage = \"auto\": must be true or false"),
        fault(
            "upstream: {retry: {max_attempts: 0}}",
            "upstream.retry.max_attempts = \"0\": must be an integer from 1 to 100"),
        fault(
            "upstream: {ejection: {failure_ratio: 50}}",
            "upstream.ejection.failure_ratio = \"50\": must be a number from 0 to 1"),
        fault(
            "upstream: {ejection: {window: 1}}",
            "upstream.ejection.window = \"1\": must be an integer from 2 to 1000"),
        fault(
            "upstream: {ejection: {probes: 0}}",
            "upstream.ejection.probes = \"0\": must be an integer from 1 to 100"),
        fault(
            "upstream: {ejection: {for: ever}}",
            "upstream.ejection.for = \"ever\": must be a duration above zero such as 300ms, 5s,"
                + " 10m or 1h, and 8760h at most"),
        fault(
            "observability: {tracing: {exporter: {batch: {schedule_delay: 9999999h}}}}",
            "observability.tracing.exporter.batch.schedule_delay = \"9999999h\": must be a duration"
                + " above zero such as 300ms, 5s, 10m or 1h, and 8760h at most"));
  }

  private static Stream<Arguments> tracing() {
    return Stream.of(
        fault(
            "observability: {tracing: {exporter: {tls: {ca_file: pom.xml}}}}",
            EXPORTER + "tls.ca_file = \"pom.xml\": has a meaning with insecure: false only"),
        fault(
            "observability: {tracing: {exporter: {insecure: false, tls: {ca_file: no.pem}}}}",
            EXPORTER + "tls.ca_file = \"no.pem\": must be a file that can be read"),
        fault(
            "observability: {tracing: {exporter: {insecure: false, tls: {ca_file: pom.xml}}}}",
            EXPORTER + "tls.ca_file = \"pom.xml\": must hold certificates in PEM form"),
        exporter("{type: zipkin}", "type = \"zipkin\": must be stdout or otlp"),
        exporter(
            "{endpoint: localhost}",
            "endpoint = \"localhost\": must be host:port, such as localhost:4317, or a URL that"
                + " starts with http:// or https://"),
        exporter(
            "{endpoint: 'http://me:pw@h:1'}",
            "endpoint = \"http://***@h:1\": must be host:port, such as localhost:4317, or a URL"
                + " that starts with http:// or https://"),
        exporter(
            "{endpoint: 'http://h:1', insecure: false}",
            "endpoint = \"http://h:1\": must not start with http:// when insecure is false"),
        exporter("{protocol: thrift}", "protocol = \"thrift\": must be grpc or http/protobuf"),
        exporter("{compression: br}", "compression = \"br\": must be none or gzip"),
        exporter("{format: xml}", "format = \"xml\": must be pretty or compact"),
        exporter(
            "{headers: {authorization: 'Bearer ${NO_SUCH_TOKEN}'}}",
            "headers.authorization = ***: names an environment variable that is not set"),
        exporter(
            "{batch: {max_queue_size: 10, max_export_batch_size: 11}}",
            "batch.max_export_batch_size = \"11\": must not be more than max_queue_size (10)"),
        exporter(
            "{batch: {max_queue_size: 1000001}}",
            "batch.max_queue_size = \"1000001\": must be an integer from 1 to 1000000"),
        exporter(
            "{headers: {Content-Type: text/plain}}",
            "headers.Content-Type: is a header that the exporter sets itself"),
        fault(
            "observability: {tracing: {sampling: {type: sometimes}}}",
            "observability.tracing.sampling.type = \"sometimes\": must be always_on, always_off,"
                + " probabilistic or rate_limited"),
        fault(
            "observability: {tracing: {sampling: {rate: 1.01}}}",
            "observability.tracing.sampling.rate = \"1.01\": must be a number from 0 to 1"),
        fault(
            "observability: {tracing: {provider: datadog}}",
            "observability.tracing.provider = \"datadog\": must be opentelemetry"),
        fault(
            "observability: {tracing: {resource: {service_name: 'a,b'}}}",
            "observability.tracing.resource.service_name = \"a,b\": must be a text on one line,"
                + " without comma and percent sign"),
        fault(
            "observability: {tracing: {resource: {service_version: '100%'}}}",
            "observability.tracing.resource.service_version = \"100%\": must be a text on one"
                + " line, without comma and percent sign"));
  }

  private static Stream<Arguments> customAttributes() {
    String nameless =
        "the name of an attribute must be 1 to 128 letters, digits, '.', '_' and '-', with a"
            + " letter first";
    String reserved = "this attribute is set by the router itself; give it another name";
    return Stream.of(
        tracing("{attributes: {2x: a}}", "attributes.2x: " + nameless),
        tracing(
            "{attributes_from_headers: {a b: x-a}}", "attributes_from_headers.a b: " + nameless),
        tracing(
            "{attributes_from_baggage: ['a*']}",
            "attributes_from_baggage[0] = \"a*\": " + nameless),
        tracing("{attributes: {cache.hit: yes}}", "attributes.\"cache.hit\": " + reserved),
        tracing(
            "{attributes_from_headers: {llm.cost: x-cost}}",
            "attributes_from_headers.\"llm.cost\": " + reserved),
        tracing(
            "{attributes_from_baggage: [user.id]}",
            "attributes_from_baggage[0] = \"user.id\": " + reserved),
        tracing(
            "{attributes: {a: x}, attributes_from_baggage: [a]}",
            "attributes_from_baggage[0] = \"a\": two custom attributes of one name"),
        tracing(
            "{attributes: {a: ''}}", "attributes.a = \"\": must be a text of 1 to 256 characters"),
        tracing(
            "{attributes: {a: '" + "x".repeat(257) + "'}}",
            "attributes.a = \"" + "x".repeat(80) + "...\": must be a text of 1 to 256 characters"),
        tracing(
            "{attributes_from_headers: {a: 'x a'}}",
            "attributes_from_headers.a = \"x a\": must be the name of an HTTP header"),
        tracing(
            "{attributes_from_headers: {a: Authorization}}",
            "attributes_from_headers.a = \"Authorization\": must not be a header that carries"
                + " credentials"));
  }

  private static Arguments tracing(String yaml, String line) {
    return fault("observability: {tracing: " + yaml + "}", "observability.tracing." + line);
  }

  private static Stream<Arguments> shapes() {
    return Stream.of(
        fault("vllm_endpoints: here", "vllm_endpoints: must be a list, not a single value"),
        fault("vllm_endpoints: [here]", "vllm_endpoints[0]: must be a section, not a single value"),
        fault("server: []", "server: must be a section, not a list"),
        fault("default_model: {a: b}", "default_model: must be a single value, not a section"),
        fault(
            "observability: {tracing: {enabld: true}}",
            "observability.tracing.enabld = \"true\": unknown key; did you mean enabled?"),
        fault(
            "security: {zzzzzzzz: 1}", "security.zzzzzzzz = \"1\": unknown key; allowed: on_block"),
        fault(
            "semantic_cashe: {enabled: true}",
            "semantic_cashe: unknown key; did you mean semantic_cache?"));
  }

  private static Arguments fault(String yaml, String line) {
    return Arguments.of(yaml, "config.yaml: " + line);
  }

  private static Arguments exporter(String yaml, String line) {
    return fault("observability: {tracing: {exporter: " + yaml + "}}", EXPORTER + line);
  }

  @ParameterizedTest
  @MethodSource("wrongValues")
  void aWrongValueIsOneLineThatSaysWhatIsAllowed(String yaml, String line) {
    // When
    List<String> faults = Configs.of(yaml).faults();
    // Then
    assertThat(faults).containsExactly(line);
  }

  @Test
  void allFaultsAreFoundInOneGo() {
    // Given
    String yaml =
        """
        vllm_endpoints: [{name: e1, address: h, port: -1}]
        model_config: {m1: {preferred_endpoints: [e2], reasoning_famly: qwen3}}
        default_model: m2
        observability: {tracing: {exporter: {type: kafka}, sampling: {rate: 2}}}
        """;
    // When
    List<String> faults = Configs.of(yaml).faults();
    // Then
    assertThat(faults)
        .containsExactly(
            "config.yaml: vllm_endpoints[0].port = \"-1\": must be an integer from 1 to 65535",
            "config.yaml: model_config.m1.preferred_endpoints[0] = \"e2\": must be an endpoint: e1",
            "config.yaml: model_config.m1.reasoning_famly = \"qwen3\": unknown key; did you mean"
                + " reasoning_family?",
            "config.yaml: default_model = \"m2\": unknown model; must be m1",
            "config.yaml: observability.tracing.exporter.type = \"kafka\": must be stdout or otlp",
            "config.yaml: observability.tracing.sampling.rate = \"2\": must be a number from 0 to"
                + " 1");
  }

  @Test
  void aFaultStaysOnItsLine() {
    // Given a value that would forge a line of its own, and one that is endless
    String yaml =
        "default_reasoning_effort: \"x\\nERROR forged\"\nsecurity: {on_block: "
            + "y".repeat(5000)
            + "}";
    // When
    List<String> faults = Configs.of(yaml).faults();
    // Then
    assertThat(faults).hasSize(2).allMatch(line -> line.lines().count() == 1);
    assertThat(faults).allMatch(line -> line.length() < 300);
  }

  @ParameterizedTest
  @ValueSource(strings = {"encoder.onnx", "vocab.txt", "encoder.properties"})
  void aFolderThatLacksAFileOfTheModelIsAFault(String missing, @TempDir Path folder)
      throws IOException {
    // Given
    writeModel(folder);
    Files.delete(folder.resolve(missing));
    // When
    List<String> faults = Configs.of("encoder: {model_dir: " + folder + "}").faults();
    // Then
    assertThat(faults).containsExactly("config.yaml: " + modelDir(folder.toString()));
  }

  @Test
  void aFolderWithTheFilesOfAModelIsTaken(@TempDir Path folder) throws IOException {
    // Given
    writeModel(folder);
    // When
    RouterConfig config = Configs.of("encoder: {model_dir: ' " + folder + " '}").load();
    // Then
    assertThat(config.encoder().modelDir()).contains(folder.toString());
  }

  @Test
  void theFolderOfAModelIsNotLookedIntoWithoutTheEncoder() {
    // When
    List<String> faults =
        Configs.of("encoder: {enabled: false, model_dir: /no/such/folder}").faults();
    // Then
    assertThat(faults).isEmpty();
  }

  private static void writeModel(Path folder) throws IOException {
    for (String name : List.of("encoder.onnx", "vocab.txt", "encoder.properties")) {
      Files.writeString(folder.resolve(name), "");
    }
  }

  @Test
  void aMalformedListOfClientKeysIsNeverPrinted() {
    // Given
    Configs config =
        Configs.of("server: {api_keys_env: ROUTER_API_KEYS}")
            .env("ROUTER_API_KEYS", "alice:secret-1,secret-2");
    // When
    List<String> faults = config.faults();
    // Then
    assertThat(faults)
        .containsExactly(
            "config.yaml: server.api_keys_env = \"ROUTER_API_KEYS\": this environment variable"
                + " must hold name:key pairs, separated by commas, each name once");
  }
}
