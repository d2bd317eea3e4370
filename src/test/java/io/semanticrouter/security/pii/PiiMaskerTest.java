package io.semanticrouter.security.pii;

import static org.assertj.core.api.Assertions.assertThat;

import io.semanticrouter.config.PiiType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PiiMaskerTest {

  @ParameterizedTest
  @CsvSource({
    "EMAIL_ADDRESS, john@example.com, j***@e***.com",
    "EMAIL_ADDRESS, jo (at) firm (dot) com, ***",
    "CREDIT_CARD, 4111-1111-1111-1234, ****-****-****-1234",
    "CREDIT_CARD, 4111111111111234, ************1234",
    "IBAN_CODE, GB29 NWBK 6016 1331 9268 19, **** **** **** **** **68 19",
    "US_SSN, 123-45-6789, ***-**-6789",
    "PHONE_NUMBER, +44 20 7946 0123, +** ** **** 0123",
    "PHONE_NUMBER, 467 3395, *** **95",
    "US_DRIVER_LICENSE, F8820417, ******17",
    "US_DRIVER_LICENSE, S530-4607-9112, ****-****-9112",
    "IP_ADDRESS, 203.0.113.9, ***.*.***.*",
    "IP_ADDRESS, 2001:db8::1f, ****:***::**",
    "DATE_TIME, 12 May 1990, ** *** ****",
    "ZIP_CODE, SW1A 1AA, **** ***",
    "DOMAIN_NAME, shop.firm.com, s***.com",
    "PERSON, Ann Smith, ***"
  })
  void aMaskedValueShowsAtMostItsLastFourDigits(PiiType type, String value, String masked) {
    // Given
    String text = "😀 " + value + " etc";
    PiiEntity entity = new PiiEntity(type, 3, 3 + value.length(), 1);

    // When
    String shown = PiiMasker.maskValue(text, entity);

    // Then
    assertThat(shown).isEqualTo(masked);
  }

  @Test
  void aMaskedTextNamesTheTypes() {
    // Given
    String text = "😀 Mail jo@firm.com or call (212) 736-5000, thanks";

    // When
    String masked = PiiMasker.maskText(text, new StructuredPiiDetector().detect(text));

    // Then
    assertThat(masked).isEqualTo("😀 Mail [EMAIL_ADDRESS] or call [PHONE_NUMBER], thanks");
  }

  @Test
  void entitiesMayComeUnsortedAndOverlap() {
    // Given
    List<PiiEntity> entities =
        List.of(
            new PiiEntity(PiiType.PERSON, 6, 8, 1),
            new PiiEntity(PiiType.EMAIL_ADDRESS, 0, 4, 1),
            new PiiEntity(PiiType.DOMAIN_NAME, 2, 5, 1));

    // When
    String masked = PiiMasker.maskText("0123456789", entities);

    // Then
    assertThat(masked).isEqualTo("[EMAIL_ADDRESS]5[PERSON]89");
  }
}
