package io.semanticrouter.security.pii;

import io.semanticrouter.config.PiiType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses of people and of their machines. Guillemets mark what shall be found. */
class ContactDataTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "mail «jo@firm.com» now",
        "«first.last+tag@sub.example.co.uk»",
        "<«jo_doe@firm.org»>",
        "'«jo@firm.com»'",
        "write to «jo@firm.com».",
        "«jo@firm.com», «al@firm.com»",
        "mailto:«jo@firm.com»",
        "email=«jo@firm.com»&x=1",
        "«JO@FIRM.COM»",
        "«j.kovačević@drvored.hr»",
        "«wenceslao@ríoseco.example»",
        "«a@b.io»",
        "«user%x@firm.net»",
        "«o-brien@firm-name.de»",
        "(«jo@firm.com»)",
        "«jo@firm.com».Thanks",
        "«tara[at]bluequarry[dot]net»",
        "«caoimhin (at) turfandtide (dot) ie»",
        "«tim dot okafor at gmail dot com»",
        "«jo [at] firm.com»"
      })
  void findsEmailAddresses(String marked) {
    Marked.assertFinds(PiiType.EMAIL_ADDRESS, marked);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "npm ERR! peer react@\"^17.0.2\"",
        "react-beautiful-dnd@13.1.1",
        "root@localhost",
        "git@github.com:owner/repo.git",
        "@Override public",
        "@user on social media",
        "a @ b",
        "jo@",
        "@firm",
        "icon@2x.png",
        "jo@firm",
        "jo@.com",
        "jo.@firm.invalidtld",
        "5@3.2",
        "meet me at lunch",
        "look at that dot",
        "R@D",
        "foo@bar.baz1"
      })
  void leavesWhatIsNoEmailAddress(String marked) {
    Marked.assertFinds(PiiType.EMAIL_ADDRESS, marked);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "call «+44 20 7946 0123» now",
        "«+1 212-736-5000»",
        "«(212) 736-5000»",
        "«212-736-5000»",
        "«212.736.5000»",
        "«1-844-555-0108»",
        "«+12127365000»",
        "phone «467 3395»",
        "ring «0491 570 313»",
        "«07700 900846»",
        "«06 39 98 17 52»",
        "«0161 496 0452»",
        "tel: «0341 8387176»",
        "mobile «9498777106»",
        "Fax: «463-612-6138x036»",
        "«+41 (0)85 806 98 67»",
        "«(613) 555-0163», Dr H",
        "ref TBD (ask Greg «(757)555-0186»)",
        "Home: «337/555-0150»    Cell: «337/555-0151»",
        "text me «5551234567»",
        "whatsapp «+55 19 5555-0187»",
        "«040 66969 418», bye",
        "«25 833387»-Office",
        "«+91 55500 14782»",
        "Rückfragen unter «0721 / 55 48 112», Frau",
        "Absage: «089/5550 2317»",
        "tel «0176/55512384».",
        "You can get me at «912 84 733».",
        "bring your drivers license. Questions: «1-800-555-0199»",
        "unit 1 calls unit 2 («4155550136»), unit 2",
        "calls unit 3 («415 555 0163»), unit 3",
        "bring the card, call «503-555-0122» to cancel"
      })
  void findsPhoneNumbers(String marked) {
    Marked.assertFinds(PiiType.PHONE_NUMBER, marked);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Order 4471-2290-1183",
        "from 1914-1918",
        "part 0028-4410-773",
        "gasket 0028-4410-778",
        "1234567",
        "1000000007",
        "0 25 50 75 100",
        "3.14159265358979",
        "version 4.18.0.553",
        "+1234567",
        "x +5 +6 +7",
        "call 911",
        "call 2",
        "ISBN 978-3-16-148410-0",
        "ref ZX-99-118-0042",
        "0x80070057",
        "1,234,567,890",
        "price 1 250 000",
        "uuid 0c7b7c1d2a90"
      })
  void leavesWhatIsNoPhoneNumber(String marked) {
    Marked.assertFinds(PiiType.PHONE_NUMBER, marked);
  }

  @ParameterizedTest
  @ValueSource(strings = {"«2024-05-12»", "on «12.05.2024»", "«2015-12-22 04:34:22»"})
  void aDateIsNoPhoneNumber(String marked) {
    Marked.assertFinds(PiiType.DATE_TIME, marked);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ping «192.168.4.61»",
        "«203.0.113.129» is slow",
        "http://«203.0.113.9»/x",
        "«198.51.100.177»:8443 refuses",
        "host «10.0.0.9».",
        "ip «8.8.8.8»",
        "«10.0.10.5»/24",
        "src=«2001:db8:4f::19» at",
        "«2001:db8:85a3::8a2e:370:7334»",
        "«2001:0db8:85a3:0000:0000:8a2e:0370:7334»",
        "«fe80::1»",
        "[«2001:db8::7»]:443",
        "«::ffff:192.0.2.128»",
        "«64:ff9b::192.0.2.33»",
        "«2001:DB8::A1»",
        "is «2001:db8::1», right",
        "addr: «2001:db8:10:7::2»/64"
      })
  void findsIpAddresses(String marked) {
    Marked.assertFinds(PiiType.IP_ADDRESS, marked);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "version 1.2.3.4",
        "Java 17.0.9.1 release",
        "upgrade to v1.2.3.4",
        "firmware 2.14.0.1",
        "map pack, version 11.4.2.7",
        "256.1.1.1",
        "1.2.3",
        "1.2.3.4.5",
        "01.02.03.04",
        "127.0.0.1",
        "listen on 0.0.0.0",
        "mask 255.255.255.0",
        "network 10.0.0.0/8",
        "section 1.2.3.4",
        "lap 12:34:56",
        "mac 00:1B:44:11:3A:B7",
        "std::vector",
        "::",
        "::1",
        "ratio 16:9",
        "2001:db8::/32",
        "a::b::1",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "12345::1",
        "abc::def",
        "1::2::3"
      })
  void leavesWhatIsNoIpAddress(String marked) {
    Marked.assertFinds(PiiType.IP_ADDRESS, marked);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "is «tavrik-logistics.com» a scam",
        "https://«www.firm.co.nz»/x",
        "http://«TalkAnorexia.de»/",
        "«example.com»",
        "«api.rookfeather.dev» times out",
        "«otterbridge-cider.co.uk»",
        "whois «stpetroc-hall.org»",
        "our site «fjellstua-lom.no»:",
        "«shop.lindenquell.example»",
        "«www.firm.it»",
        "domain «main.py»",
        "visit «google.com».",
        "«firm.com».Thanks",
        "«firm.com»/path?x=1",
        "«EXAMPLE.COM»",
        "«münchen.de»",
        "website «stop.it»",
        "«a1.firm.io»"
      })
  void findsDomainNames(String marked) {
    Marked.assertFinds(PiiType.DOMAIN_NAME, marked);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "main.py",
        "node.js",
        "ASP.NET vs Node.js",
        "asp.net",
        "java.io streams",
        "README.md",
        "script.sh",
        "user.name",
        "self.id",
        "stop.it now",
        "console.log(x)",
        "fmt.Sprintf",
        "e.g. this",
        "i.e. that",
        "U.S. law",
        "report.pdf",
        "data.zip",
        "com.example.app",
        "org.acme.dev",
        "./run.sh",
        "src/firm.com",
        "_x.com_",
        "3.14",
        "the end.It began",
        "array.length",
        "requests.get(url)",
        "file.tar.gz",
        "a.b",
        "user.com()"
      })
  void leavesWhatIsNoDomainName(String marked) {
    Marked.assertFinds(PiiType.DOMAIN_NAME, marked);
  }
}
