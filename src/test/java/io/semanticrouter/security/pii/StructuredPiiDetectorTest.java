package io.semanticrouter.security.pii;

import static org.assertj.core.api.Assertions.assertThat;

import io.semanticrouter.config.PiiType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StructuredPiiDetectorTest {
  private static final int MEBIBYTE = 1 << 20;

  private static final StructuredPiiDetector DETECTOR = new StructuredPiiDetector();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "😀 «jo@firm.com»",
        "👩‍👩‍👧 write 🇫🇷 «jo@firm.com» 😀",
        "e\u0301te\u0301 «jo@firm.com»",
        "𝒜𝒷 «jo@firm.com»",
        "日本語「«jo@firm.com»」",
        "\u200b«jo@firm.com»\u200b",
        "\n\t«jo@firm.com»\r\n"
      })
  void offsetsCountUtf16CodeUnits(String marked) {
    Marked.assertFinds(PiiType.EMAIL_ADDRESS, marked);
  }

  @Test
  void findsEveryTypeOfOneTextInItsOrder() {
    // Given
    String text =
        "I'm 😀 Ann, born 12 May 1990, SSN 123-45-6789, mail ann@firm.com, call (212) 736-5000, card"
            + " 4111 1111 1111 1111, from 203.0.113.9, Hartford, CT 06106, site www.firm.com.";

    // When
    List<PiiType> types = Marked.find(text).stream().map(PiiEntity::type).toList();

    // Then
    assertThat(types)
        .containsExactly(
            PiiType.DATE_TIME,
            PiiType.US_SSN,
            PiiType.EMAIL_ADDRESS,
            PiiType.PHONE_NUMBER,
            PiiType.CREDIT_CARD,
            PiiType.IP_ADDRESS,
            PiiType.ZIP_CODE,
            PiiType.DOMAIN_NAME);
  }

  @ParameterizedTest
  @ValueSource(strings = {"call me, card «4111 1111 1111 1111»", "phone «4111111111111111»"})
  void aCardIsNoPhoneNumber(String marked) {
    Marked.assertFinds(PiiType.CREDIT_CARD, marked);
  }

  @Test
  void theDomainOfAMailAddressIsNoSecondFinding() {
    Marked.assertFinds(PiiType.EMAIL_ADDRESS, "site: «jo@www.firm.com»");
  }

  @Test
  void theDigitsOfAnIbanAreNothingElse() {
    Marked.assertFinds(PiiType.IBAN_CODE, "call, card «DE89 3704 0044 0532 0130 00»");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "What are my options?",
        "Explain amortised O(1) for dynamic arrays.",
        "\ud83d"
      })
  void anOrdinaryTextHoldsNothing(String text) {
    // When
    List<PiiEntity> found = DETECTOR.detect(text);

    // Then
    assertThat(found).isEmpty();
  }

  @Test
  void anEntityNeverShowsItsValue() {
    // When
    List<PiiEntity> found = DETECTOR.detect("mail secret@firm.com");

    // Then
    assertThat(found).hasSize(1);
    assertThat(found.toString()).doesNotContain("secret").doesNotContain("firm");
  }

  @Test
  @Timeout(60)
  void aMebibyteOfAccentsBehindADayEnds() {
    // When
    List<PiiEntity> found = DETECTOR.detect("june " + "\u0301".repeat(MEBIBYTE) + " jo@firm.com");

    // Then
    assertThat(found).hasSize(1);
  }

  /**
   * A detector that is quadratic in any of these needs 10^12 steps and hours; a linear one a
   * second. The limit is there so that the build ends, not to measure.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "@",
        "a.",
        "a@",
        "1.",
        "1 ",
        "(1",
        "+1 ",
        "1-",
        "123-45-",
        "4242 ",
        "a:",
        "::",
        "ffff:",
        "1.2.3.4.",
        "GB29",
        "GB29 ",
        "a@b.",
        "[at]",
        "a at a dot ",
        "a dot ",
        "born ",
        "license 1",
        "zip 1",
        "W1A 1",
        "WDL",
        "com.",
        "www.",
        "http://",
        "-.",
        "January 1 ",
        "St Abc 12345 "
      })
  @Timeout(60)
  void aMebibyteOfOnePatternEnds(String pattern) {
    // Given
    String text = pattern.repeat(MEBIBYTE / pattern.length()) + " jo@firm.com";

    // When
    List<PiiEntity> found = DETECTOR.detect(text);

    // Then
    assertThat(found.getLast().end()).isEqualTo(text.length());
  }
}
