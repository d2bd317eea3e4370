package io.semanticrouter.security.pii;

import io.semanticrouter.config.PiiType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Days and times as they are dictated, tabulated and abbreviated. Guillemets mark them. */
class DatesAndTimesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Date in: «05/27/25 8:10 AM» Date out: «05/28/25 3:35 PM»",
        "says «5/23/24», I assume",
        "«Tue 10/14/25, 8:41 AM» Brent: who",
        "does loss date «8-30-24» need the time",
        "fällig am «30.09.24»",
        "row «01.10.2019»;«14.02.61»",
        "sold as is «Mar 8 '25», seller",
        "invoice of «Mar '24» is open",
        "this «4th day of March, 2025».",
        "LOST at the pool on «July 19th»: goggles",
        "absent le «14 mars» a cause",
        "pagué en «diciembre de 2024», desde",
        "prima del «1° settembre 2025»?",
        "op «zondag 9 februari 2025» om «22.13 uur».",
        "we had you down for «June third» at lunch",
        "the «fifth of june» instead",
        "on «October twenty-second» in Reno",
        "the «twenty-first of June, 2026» at the lake",
        "due in on the «twelfth of May» at last",
        "last disp. «08APR2025» next due «06MAY2025»",
        "bank line «28FEB25» FPI",
        "start=«20250618T183000Z» end=«20250618T193000Z» user",
        "betalt den «19/8-2025», hilsen",
        "txn on «26-MAR-25», not you?",
        "From: «09/2021»  To: present",
        "issued «08/1998» by",
        "saw mum on «Friday the 13th of June» here",
        "am «Freitag, den 14.02.2025» wieder",
        "Termin: «Mi., 22. Mai 2024, 11:15 Uhr» Ort",
        "kommt am «Di, 04.03.2025» dann",
        "päivälle «20. lokakuuta»?",
        "changed «Tue Jan 14 16:02:33 2025 +0100» by dev7",
        "reported «6/14/2025 0712» / occurred",
        "on «12/05/2024» 1500 units",
        "at «0715» on «04 Apr 25» to our dock",
        "title: «Weds 5th March, 4:20pm», Mrs",
        "view it «lørdag 3. mai» at"
      })
  void findsDays(String marked) {
    Marked.assertFinds(PiiType.DATE_TIME, marked);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hold it here through «3/21» with no charge",
        "order placed «5/17», ship by «5/21»",
        "expert passé le «18/03». Qui",
        "she's free «1/16» after lunch",
        "reported it on «3/3», «3/19» and «April 1» there",
        "Dropped off my bike «6/14», was told ready by «6/17».",
        "Storm was «3/24» around «6 pm».",
        "on hold since «10/28» because of an invalid code",
        "posted «01/07». I canceled",
        "second coat, «12.11. 13:00–16:00», 159",
        "Den «14/8» ringede de, «12.00 uur»"
      })
  void findsDaysWithoutAYear(String marked) {
    Marked.assertFinds(PiiType.DATE_TIME, marked);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "moved my «2 PM EST» to «1 PM CT»",
        "login at «21:04:11 IST».",
        "on «Thu May 08 2025 19:00:00 GMT-0400» sharp",
        "swing by at «8 in the morning» again",
        "hasta las «2 de la madrugada».",
        "call with Lyon at «1h du matin» then",
        "arrivé vers «10h», personne",
        "kl. «07.45» och",
        "ore «11.30», magazzino",
        "«2243 hrs» dispatched",
        "lorry arrives about «0630», so",
        "back about «six thirty pm»",
        "waiting since «ten thirty» there",
        "in op maandag om «half vijf» in de hal",
        "um «viertel nach drei» am Tor",
        "à «midi et quart» avec",
        "me joindre après «17h», merci",
        "ferme à «19h».",
        "absent de «8h25» à «12h», merci",
        "hentes kl. «16» og",
        "fell around «2:10 in the morning» again",
        "was due at «nine in the morning» but",
        "moved to at «eight forty five in the morning» please",
        "to Malaga at «6.25 in the morning», me",
        "departs at «17:00 hrs» on",
        "a las «11:32 horas», se",
        "onboarding «09:00 EEST» at",
        "from «8 a.m.» to «noon».",
        "final count by «noon», please",
        "open by «Noon»",
        "the shift begins at «six am».",
        "call at «six PM», or «Half past Seven»",
        "we meet at «six twenty»",
        "up at «five A.M.» at the latest",
        "reply by «12 noon» on",
        "asleep by «midnight»..."
      })
  void findsTimes(String marked) {
    Marked.assertFinds(PiiType.DATE_TIME, marked);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1\n00:00:01,200 --> 00:00:04,040\nWe had 3 chances",
        "No. 2:19-cv-04412 relied on",
        "est-ce que 7h30 de trajet suffisent",
        "la séance a duré 1 h 45 hier",
        "quoted John 3:16 again",
        "increase it by 1/3 then",
        "cut by 3/4 of it",
        "a half elf and a dwarf",
        "version 8.30.24 is out",
        "at about 1500 people",
        "we march first and sing second",
        "one third of June's rent",
        "the county record, 3:58.14, stood",
        "So, 1/2 + 1/3 = 5/6",
        "I think so. 3/4 were fine, 8/20 not",
        "take one in the morning and two at night",
        "the first of many",
        "part 28ABC25 and 99MAR25",
        "order 20251318T183000Z",
        "3/4 cup, then 5/16 drill"
      })
  void leavesWhatLooksLikeThem(String marked) {
    Marked.assertFinds(PiiType.DATE_TIME, marked);
  }

  @Test
  void findsWhatIsSpokenWhereverItStands() {
    // Given days and times apart, side by side, first and last
    String apart = " and so on, as we all remember".repeat(20) + " ";
    String marked =
        "«June third»"
            + apart
            + "at «half past six» or «half past seven», the «first of July» to the «third of July, 2026»"
            + apart
            + "«six thirty pm»";

    // When, Then
    Marked.assertFinds(PiiType.DATE_TIME, marked);
  }
}
