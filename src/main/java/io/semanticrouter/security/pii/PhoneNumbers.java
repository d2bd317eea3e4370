package io.semanticrouter.security.pii;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.List;

/**
 * The numbering plans of the world, from libphonenumber. Its plans are resources that it reads when
 * a country is first asked for; the constructor asks for the common ones, so that no request waits.
 */
final class PhoneNumbers {
  /** Whose national numbers are known without a plus: countries that write a leading 0, by size. */
  private static final List<String> NATIONAL = List.of("GB", "DE", "FR", "AU", "SE", "IT", "NL");

  private final PhoneNumberUtil library = PhoneNumberUtil.getInstance();

  enum Check {
    /** The numbering plan of the country knows it. */
    VALID,
    /** Its length fits the country. */
    POSSIBLE,
    IMPOSSIBLE
  }

  PhoneNumbers() {
    check("+1 212 736 5000");
    isValidSomewhere("00 00 00 00");
  }

  /** Judges a number in the international form, with its plus. */
  Check check(String number) {
    PhoneNumber parsed = parse(number, null);
    if (parsed == null || !library.isPossibleNumber(parsed)) {
      return Check.IMPOSSIBLE;
    }
    return library.isValidNumber(parsed) ? Check.VALID : Check.POSSIBLE;
  }

  /** True if the number is valid in one of the countries that are known. */
  boolean isValidSomewhere(String number) {
    for (String region : NATIONAL) {
      PhoneNumber parsed = parse(number, region);
      if (parsed != null && library.isValidNumber(parsed)) {
        return true;
      }
    }
    return false;
  }

  private PhoneNumber parse(String number, String region) {
    try {
      return library.parse(number, region);
    } catch (NumberParseException e) {
      return null;
    }
  }
}
