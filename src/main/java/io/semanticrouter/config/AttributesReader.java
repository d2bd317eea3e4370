package io.semanticrouter.config;

import io.semanticrouter.config.Reading.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads the custom attributes of root spans. */
final class AttributesReader {
  private static final String FIXED = "attributes";
  private static final String FROM_HEADERS = "attributes_from_headers";
  private static final String FROM_BAGGAGE = "attributes_from_baggage";

  /** Parts of the names of headers that carry credentials. */
  private static final List<String> CREDENTIALS =
      List.of(
          "authorization",
          "cookie",
          "api-key",
          "apikey",
          "api_key",
          "access-key",
          "token",
          "secret",
          "password",
          "passwd",
          "credential",
          "signature",
          "client-cert");

  private final Reading reading;
  private final Section section;
  private final Set<String> names = new HashSet<>();

  private AttributesReader(Reading reading, Section section) {
    this.reading = reading;
    this.section = section;
  }

  static CustomAttributes read(Reading reading, Section section) {
    return new AttributesReader(reading, section).read();
  }

  private CustomAttributes read() {
    Map<String, String> fixed = fixed();
    Map<String, String> fromHeaders = fromHeaders();
    List<String> fromBaggage = fromBaggage();
    if (names.size() > CustomAttributes.MAX_COUNT) {
      reading.fault(
          section.path(FIXED),
          "",
          "must be, with attributes_from_headers and attributes_from_baggage, "
              + CustomAttributes.MAX_COUNT
              + " attributes at most, not "
              + names.size());
    }
    return new CustomAttributes(fixed, fromHeaders, fromBaggage);
  }

  private Map<String, String> fixed() {
    Map<String, String> fixed = new LinkedHashMap<>();
    section
        .namedTexts(FIXED)
        .forEach(
            (name, value) -> {
              String path = ConfigKeys.child(section.path(FIXED), name);
              String text = value.text();
              if (!isName(name, value.source(), path, "")) {
                return;
              }
              if (text.isEmpty() || text.length() > CustomAttributes.MAX_VALUE) {
                fault(
                    value,
                    path,
                    "must be a text of 1 to " + CustomAttributes.MAX_VALUE + " characters");
              } else {
                fixed.put(name, text);
              }
            });
    return fixed;
  }

  private Map<String, String> fromHeaders() {
    Map<String, String> headers = new LinkedHashMap<>();
    section
        .namedTexts(FROM_HEADERS)
        .forEach(
            (name, value) -> {
              String path = ConfigKeys.child(section.path(FROM_HEADERS), name);
              String header = value.text().strip().toLowerCase(Locale.ROOT);
              if (!isName(name, value.source(), path, "")) {
                return;
              }
              if (!HeaderName.isToken(header)) {
                fault(value, path, "must be the name of an HTTP header");
              } else if (CREDENTIALS.stream().anyMatch(header::contains)) {
                fault(value, path, "must not be a header that carries credentials");
              } else {
                headers.put(name, header);
              }
            });
    return headers;
  }

  private List<String> fromBaggage() {
    List<String> keys = new ArrayList<>();
    List<Value> listed = section.words(FROM_BAGGAGE);
    for (int i = 0; i < listed.size(); i++) {
      String key = listed.get(i).text().strip();
      String source = listed.get(i).source();
      if (isName(key, source, section.path(FROM_BAGGAGE, i), ConfigFault.quoted(key))) {
        keys.add(key);
      }
    }
    return keys;
  }

  /**
   * Whether an attribute may have this name, which is taken then.
   *
   * @param shown the name where it is a value; empty where it is the key
   */
  private boolean isName(String name, String source, String path, String shown) {
    String problem = null;
    if (!isWellFormed(name)) {
      problem =
          "the name of an attribute must be 1 to "
              + CustomAttributes.MAX_NAME
              + " letters, digits, '.', '_' and '-', with a letter first";
    } else if (ReservedAttributes.contains(name)) {
      problem = "this attribute is set by the router itself; give it another name";
    } else if (!names.add(name)) {
      problem = "two custom attributes of one name";
    }
    if (problem != null) {
      reading.fault(source, path, shown, problem);
    }
    return problem == null;
  }

  private static boolean isWellFormed(String name) {
    if (name.isEmpty() || name.length() > CustomAttributes.MAX_NAME) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (!letter && (i == 0 || (".-_".indexOf(c) < 0 && (c < '0' || c > '9')))) {
        return false;
      }
    }
    return true;
  }

  private void fault(Value value, String path, String problem) {
    reading.fault(value.source(), path, ConfigFault.quoted(value.text()), problem);
  }
}
