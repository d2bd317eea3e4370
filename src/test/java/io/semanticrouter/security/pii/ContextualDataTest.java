package io.semanticrouter.security.pii;

import io.semanticrouter.config.PiiType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers that only the words beside them make personal. Guillemets mark what shall be found. */
class ContextualDataTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "born on «12 May 1990»",
        "DOB «1/9/02» is that january",
        "DOB: «11/02/1985»",
        "date of birth «05/19/1982»",
        "\"dob\": \"«1988-02-29»\"",
        "I was born «May 5, 1990»",
        "born «5.12.1990» in Cluj",
        "my birthday is «3rd of March, 1979»",
        "birthday: «12 December 1969»",
        "geboren am «2.2.2002»",
        "née le «14/07/1971»",
        "fecha de nacimiento «01-02-1993»",
        "birthdate=«1990-05-12»",
        "b-day «04/05/99»",
        "date_of_birth,«1991-07-11»",
        "born «1 Sept. 1966»",
        "She was born on «1st June 1950»."
      })
  void findsDatesOfBirth(String marked) {
    Marked.assertFinds(PiiType.DATE_TIME, marked);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "What happened on «12 May 1990»?",
        "«1990-05-12»",
        "the meeting on «03/04/2024»",
        "invoice of «5.3.2024».",
        "at «2015-12-22 04:34:22» it failed",
        "«2024-05-02T03:14:09Z» GET /",
        "access.log: «11/May/2024:08:12:55»",
        "due «15/10/2023»",
        "«May 5, 1990»",
        "newborn «12 May 1990»",
        "plumber comes «Thursday 8 Feb» at «8:00»",
        "vacate by «March 31st».",
        "ab «1. August» teurer",
        "le «8 décembre»",
        "«15 maja 2024» r.",
        "on «May 5»",
        "«2023年11月3日»",
        "from «10 to 24 August» there",
        "du «4 au 18 mars 2024»",
        "«April 2, 2:17 AM», IP",
        "on «7 March, 9:15 a.m.»]",
        "will is from «June 1998».",
        "from «May 2018» to «August 2022», paint",
        "card exp «11/25» zip",
        "expired «05/2023»,",
        "freeze starts «15/09»",
        "BBE «05/2026» on a tin",
        "since «09/2019» I work here, before («03/2016» to «08/2019»)",
        "\"«07/Apr/2025:06:25:14 +0000»\" GET",
        "practice «Tues 4/15 5:30pm» or «Wed 4/16»",
        "row 1: «24/3, 9:10» room 4",
        "moved from «1/21» to «1/28» at «2:45 PM»",
        "deck due «8/4».",
        "free on «12/6» and «13/6»?",
        "Konzert am «24.12.» in Ulm",
        "ab «Montag 3.2.» geschlossen"
      })
  void findsOtherDays(String marked) {
    Marked.assertFinds(PiiType.DATE_TIME, marked);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "at «14:07».",
        "between «8:00» and noon",
        "um «10:15 Uhr».",
        "collapsed at «15:10» on the lawn",
        "until «1:50 a.m.» My wife",
        "it's «3:15 am». help",
        "a las «16:40».",
        "approx. «6.45 a.m.»",
        "om «14.00 uur» bij",
        "à «8h30», tribunal",
        "from «13:00–17:00»",
        "santiago has «10:40», ximena «10:55». swap?",
        "moved to «3pm»",
        "open till «2am»",
        "is it «5 o'clock» in Honolulu",
        "«07:42» forklift hits rack 12",
        "Ruhe ab «22 Uhr», Herr",
        "our «9:05» train",
        "at «5 p.m.» today",
        "handover, «22:00»: bed 4",
        "bis «17 Uhr 30», sonst",
        "à «8 h 40» au plus tard",
        "hearing at «8:30a», room 2",
        "the vet at «quarter past ten» for the limp",
        "train leaves at «half past six»",
        "call me at «four o'clock» sharp",
        "woke at «ten past eleven»",
        "began «14:07 CET», cleared «9:30 pm EST»."
      })
  void findsTimesOfDay(String marked) {
    Marked.assertFinds(PiiType.DATE_TIME, marked);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "he was born on 22 February 1732",
        "born on 31/31/1990",
        "date of birth unknown",
        "born 2024-13-40",
        "born 1/2",
        "batch 20231107",
        "birth rate 12.5.1",
        "version 1.12.24",
        "it may 2018 times",
        "slope 1:40 or 1:80",
        "dilute it 1:20",
        "a 16:10 aspect ratio",
        "ran 5k in 19:30",
        "5:30/km",
        "Psalms 23:04",
        "main.rs:12:30",
        "mac 00:12:44:11:23:57",
        "we need 3/4 of it",
        "5 o'clock shadow",
        "at 6.30",
        "won 12:30 at home",
        "the first 3 may be late",
        "it may 5 times fail",
        "report_2023-04-12_final.pdf",
        "ratio 3/4/2024/5",
        "4 August-like days",
        "12 Mayor candidates",
        "open 24/7 on Sundays",
        "cut on 3/4 inch plywood",
        "amox 250 tds 5/7, what's 5/7?",
        "app pool exhausted (50/50)",
        "scored 7/10 at 9",
        "Kapitel 3.2. lesen",
        "past the half mark",
        "a group of ten to twelve people",
        "the past two years",
        "Matthew 6:24 and Luke 16:13",
        "Verordnung 03/2016"
      })
  void leavesOtherDates(String marked) {
    Marked.assertFinds(PiiType.DATE_TIME, marked);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "zip «60614»",
        "zip code is «90210»",
        "ZIP: «12345-6789»",
        "Hartford, CT «06106».",
        "New York, NY «10001»",
        "Austin TX «78701-1234»",
        "45 Ferncliff Ave, Scranton «18504»",
        "postal code «40001»",
        "postcode «9008»",
        "PLZ «20095»",
        "CEP «13025-002»",
        "code postal «69007»",
        "postnummer «722 15»",
        "«SW1A 1AA»",
        "from «CF14 9QQ» and",
        "«M14 6ZZ»",
        "format «K1A 0B1»",
        "\"zip\": \"«97214»\"",
        "pincode «560034»",
        "wohne in der Fliederstraße 9b in «39104» Magdeburg. Bitte",
        "5 allée des Mûriers, rue C, «93270» Sevran.",
        "Vasagatan 88 B, lgh 1203, «722 15» Västerås. Tel",
        "Calle Zapatería 9\n«31001» Pamplona",
        "ul. Krucza 7 m. 12, «00-950» Warszawa",
        "Wohnort «45127» Essen.",
        "C.P.: «48902»",
        "Lane, Kilkenny, «R95 X0C4»",
        "«D02X285» eircode",
        "whats the zip for boise near the airport, is it «83705»",
        "postal code for lisbon alfama? i have «1100-064» here",
        "zip at work («60827») and at home («60643»)",
        "77 Sandpiper Parade, Wollongong NSW «2500».",
        "Sydney NSW «2000»",
        "C/ Aire 11 · «18010» Granada · desde",
        "Storgata 14, «4836» Arendal",
        "Lijnbaansdwarsstraat 8-2, «1016 VK» Amsterdam.",
        "invalid postcode for «6825 MJ», with a space",
        "Avda. de los Tilos 44, «46021» Valencia.",
        "op de Lindengracht, «1015 KH» Amsterdam.",
        "in Groningen, «9712 HW», en mijn auto",
        "wonend Kerkstraat 5, «9711JC» Groningen.",
        "Montréal QC «H2Y2P5»\"",
        "\"billing_zip\": \"«98122»\"",
        "Am Torfstich 3, «26689» Apen, oder",
        "Industrigatan 9, «582 77» Linköping och",
        "Lerchenrain 4, «CH-3018» Bern\".",
        "how long does USPS take from «59715» to",
        "My info: 12 Vinal St, «02143-2208», thanks.",
        "\"postcode\": \"«1017KC»\""
      })
  void findsZipCodes(String marked) {
    Marked.assertFinds(PiiType.ZIP_CODE, marked);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "12345",
        "Invoice 20931",
        "in 12345 days",
        "OK 12345678",
        "zip file 2 of 3",
        "the zip archive has 12 files",
        "10000 Americans",
        "regex for Dutch postcodes",
        "In 10001 nights",
        "cost 25000",
        "IN12345",
        "CT 061067",
        "B12 vitamin",
        "A4 5mm",
        "AB12 3CD4",
        "I2C 1AA1",
        "5 in 10 people",
        "unzip 12345",
        "1A 1AA",
        "in our street 12000 Londoners live",
        "12000 Berlin",
        "D02 TEST",
        "R95 1234",
        "XD02 X285",
        "SW1A 1CM",
        "the zip file took its time and now shows 45210 rows",
        "Storgata in 1905 Arendal",
        "a disk of 1000 MB",
        "the DATA PROTECTION ACT 1998",
        "in 1066 AD",
        "model H2Y2P5 in stock",
        "is vitamin D (2000 IU) safe?",
        "(5000IU)",
        "a car (1500 PS) and",
        "Unit 4, 3120 Elm Ave",
        "Suite 200, 12345 Ventura Blvd",
        "see Figure 2, 1000 Genomes data",
        "Opus 9, 12000 of them",
        "in all, 1500 PM roles",
        "Ferncliff Ave; then 1190 Old Mill Rd Unit C"
      })
  void leavesOtherNumbers(String marked) {
    Marked.assertFinds(PiiType.ZIP_CODE, marked);
  }
}
