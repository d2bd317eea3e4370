package io.semanticrouter.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Types of personal data, by the names of the public vLLM Semantic Router. */
public enum PiiType {
  AGE,
  CREDIT_CARD,
  DATE_TIME,
  DOMAIN_NAME,
  EMAIL_ADDRESS,
  GPE,
  IBAN_CODE,
  IP_ADDRESS,
  LOCATION,
  NRP,
  ORGANIZATION,
  PERSON,
  PHONE_NUMBER,
  STREET_ADDRESS,
  TITLE,
  US_DRIVER_LICENSE,
  US_SSN,
  ZIP_CODE;

  /** The type of a name, whatever its case. */
  static Optional<PiiType> named(String name) {
    return Arrays.stream(values()).filter(type -> type.name().equalsIgnoreCase(name)).findFirst();
  }

  /** What is wrong with a name that is no type, and what is allowed. */
  static String unknown(String name) {
    List<String> known = Arrays.stream(values()).map(PiiType::name).toList();
    String hint =
        ConfigKeys.nearest(name.toUpperCase(Locale.ROOT), known)
            .map(near -> "did you mean " + near + "?")
            .orElse("must be " + ConfigFault.alternatives(known));
    return "unknown type of personal data; " + hint;
  }
}
