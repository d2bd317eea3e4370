package io.semanticrouter.security.pii;

import io.semanticrouter.config.PiiType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers that a check digit or a numbering rule proves. Guillemets mark what shall be found. */
class CheckedNumbersTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "my card «4111111111111111» was charged",
        "«4111 1111 1111 1111»",
        "pay with «4111-1111-1111-1111», please",
        "visa «4012888888881881»",
        "«5555555555554444»",
        "mastercard «5105 1051 0510 5100»",
        "2-series «2223003122003222»",
        "amex «378282246310005»",
        "amex «3782 822463 10005»",
        "amex «3782 8224 6310 005»",
        "discover «6011111111111117»",
        "diners card «30569309025904»",
        "jcb «3530111333300000»",
        "unionpay «6200000000000005»",
        "old visa card «4222222222222»",
        "{\"card\": \"«4242424242424242»\"}",
        "card_no=«4242424242424242»",
        "Card «4242424242424242».",
        "1;Ann;«4242424242424242»;09/26"
      })
  void findsCreditCards(String marked) {
    Marked.assertFinds(PiiType.CREDIT_CARD, marked);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "card 4111111111111112",
        "card 4111 1111 1111 1112",
        "Order 4471-2290-1183 is late",
        "EAN 4006381333931 scanner",
        "ISBN 978-3-16-148410-0",
        "tracking 00340434161094042557",
        "card 0000 0000 0000 0000",
        "pi is 3.1415926535897932",
        "0.4242424242424242",
        "x4242424242424242",
        "42424242424242424242424",
        "timestamp 1700000000000",
        "uuid 9f1b7c2e-5a44-4f0e-8f8e-0c7b7c1d2a90",
        "card 9111111111111111",
        "41111111 11111111",
        "mastercard 1555555555554444",
        "sha e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
      })
  void leavesOtherLongNumbers(String marked) {
    Marked.assertFinds(PiiType.CREDIT_CARD, marked);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "«GB29NWBK60161331926819»",
        "IBAN «GB29 NWBK 6016 1331 9268 19» please",
        "to «DE89370400440532013000».",
        "«DE89 3704 0044 0532 0130 00»",
        "«FR1420041010050500013M02606»",
        "«NL91ABNA0417164300»",
        "«NO9386011117947»",
        "«CH9300762011623852957»",
        "«ES9121000418450200051332»",
        "«AT611904300234573201»",
        "«BE68539007547034»",
        "«IT60X0542811101000000123456»",
        "«MT84MALT011000012345MTLCAST001S»",
        "«SE4550000000058398257466»",
        "«PL61109010140000071219812874»",
        "«SA03 8000 0000 6080 1016 7519» today",
        "lower case «gb29nwbk60161331926819»",
        "«GB29-NWBK-6016-1331-9268-19»"
      })
  void findsIbans(String marked) {
    Marked.assertFinds(PiiType.IBAN_CODE, marked);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GB28NWBK60161331926819",
        "GB29NWBK6016133192681",
        "GB29NWBK601613319268190",
        "XX29NWBK60161331926819",
        "DE89 3704 0044 0532 0130 01",
        "DEkk bbbb bbbb cccc cccc cc",
        "AGB29NWBK60161331926819",
        "GB29  NWBK 6016 1331 9268 19",
        "product key VK7JG-ABCDE",
        "US12345678901234567890",
        "DE89",
        "DE89 3704 0044",
        "error E0277 in api",
        "RX-2210-77/B",
        "_GB29NWBK60161331926819",
        "ZZ00 0000 0000 0000"
      })
  void leavesWhatIsNoIban(String marked) {
    Marked.assertFinds(PiiType.IBAN_CODE, marked);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "my SSN is «123-45-6789»",
        "«078-05-1121» on the form",
        "ssn «123 45 6789»",
        "social security number «536904399»",
        "«899-07-3312» ssn of deceased",
        "SSN: «001-01-0001»",
        "her social is «665-12-3456»",
        "«667-12-3456»",
        "ssn=«123-45-6789»",
        "\"ssn\":\"«123-45-6789»\"",
        "(«123-45-6789»)",
        "social security «123.45.6789»",
        "«853996021» no dashes ok on the 1099",
        "Mi seguro social: «847-90-2210».",
        "SSNs «123-45-6789» and «234-56-7890»",
        "«838 20 1146» belongs to my father",
        "and my ss# «393508126» under it"
      })
  void findsSocialSecurityNumbers(String marked) {
    Marked.assertFinds(PiiType.US_SSN, marked);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ssn 000-12-3456",
        "ssn 666-12-3456",
        "ssn 900-12-3456",
        "ssn 987-65-4321",
        "ssn 123-00-4567",
        "ssn 123-45-0000",
        "part number 555-12-9981-B",
        "1123-45-6789",
        "123-45-67890",
        "123-45-678",
        "is 536904399 prime",
        "123-456-789",
        "A123-45-6789",
        "pattern XXX-XX-XXXX",
        "Suite 680 36 4022",
        "tracking 1Z 84W 771 03 9920 4418",
        "0-123-45-6789",
        "ssn 12-345-6789"
      })
  void leavesWhatIsNoSocialSecurityNumber(String marked) {
    Marked.assertFinds(PiiType.US_SSN, marked);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "My driver's license number is «6940579»",
        "driver’s license «F162823540116»",
        "driver's license number is «2270-66-1551»",
        "drivers license «D4410932» was lost",
        "CA DL «F8820417» exp soon",
        "DL# «Y7719034», rental desk",
        "license «H12840775»",
        "License number «S530-4607-9112» from Illinois",
        "license «P624 330 51 208 0»",
        "driving licence «LH329609T»",
        "old license «G 315 882 770 419»",
        "DRIVER license: «987 654 321», issued",
        "dl_state: CO\ndl_number: «94-218-3307»",
        "Mi licencia es «Y7730416» y",
        "my Virginia number as «T62904417» but",
        "my DL no. should have 9 digits, i have «08114 7730»",
        "New Jersey driver license «K1102 47339 05742».",
        "Old DL «WDL1X8R40217», moved",
        "dl «A56319335»",
        "the license says «08 337 5512»",
        "my texas id «38114702» got scanned",
        "License number «T64235918», my twin's is «T64235919», Kansas",
        "is it «B-520-117-408-663»",
        "«W426-545-30-761-0», Tampa",
        "bearer «J525-4209-0465-05»",
        "license: Gerald's is Texas «27419035», Bonnie's is Oklahoma «R084617352».",
        "driver Hollis, TX CDL «18843027».",
        "my driver ID, Indiana «4180-27-9963», is due"
      })
  void findsDriverLicenses(String marked) {
    Marked.assertFinds(PiiType.US_DRIVER_LICENSE, marked);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "license key ABCD-12345-67890",
        "license plate 123456",
        "MIT license 2024",
        "Apache license 2.0",
        "software license 12345678",
        "a driver is 12345678 wide",
        "ticket INC0048213",
        "model WDW85140",
        "how do I renew my driver license",
        "drivers license from 1998",
        "DL 12",
        "the licensee owes 1234567",
        "serial 8841-AA-0093-TT",
        "batch 20231107-B",
        "dll 1234567",
        "commit a3f9c1e7",
        "part XB-520-117-408-663",
        "B-520-117-408-663-12",
        "WDLABCDEFGHI"
      })
  void leavesWhatIsNoDriverLicense(String marked) {
    Marked.assertFinds(PiiType.US_DRIVER_LICENSE, marked);
  }
}
