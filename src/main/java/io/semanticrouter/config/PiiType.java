package io.semanticrouter.config;

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
  ZIP_CODE
}
