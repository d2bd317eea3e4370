package io.semanticrouter.security.pii;

import static io.semanticrouter.config.PiiType.LOCATION;
import static io.semanticrouter.config.PiiType.PHONE_NUMBER;
import static io.semanticrouter.config.PiiType.STREET_ADDRESS;
import static org.assertj.core.api.Assertions.assertThat;

import io.semanticrouter.understanding.Reading.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlacedPostcodesTest {
  /** Tags what is in angle brackets as a place, in braces as a street. */
  private static List<String> codes(String marked) {
    StringBuilder text = new StringBuilder();
    List<Span> tags = new ArrayList<>();
    int open = 0;
    for (int i = 0; i < marked.length(); i++) {
      char c = marked.charAt(i);
      switch (c) {
        case '<', '{' -> open = text.length();
        case '>' -> tags.add(new Span(LOCATION, open, text.length(), 0.9));
        case '}' -> tags.add(new Span(STREET_ADDRESS, open, text.length(), 0.9));
        default -> text.append(c == '/' ? '\n' : c);
      }
    }
    tags.sort(Comparator.comparingInt(Span::start));
    return PlacedPostcodes.add(text.toString(), List.of(), tags).stream()
        .map(e -> text.substring(e.start(), e.end()))
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "at {Gasse 41}, 1060 <Vienna> please | 1060",
        "{Vasagatan 88 B}, 722 15 <Västerås>. | 722 15",
        "{ul. Krucza 7}, 00-950 <Warszawa>, | 00-950",
        "<Geelong> 3220. | 3220",
        "<Ballarat> <VIC> 3350, ring | 3350",
        "{27 bis, chemin des Aulnes}/25370 <Métabief> | 25370",
        "20095 <Hamburg>, 040 | 20095",
        "{4th floor}/1016 BX <Amsterdam> | 1016 BX",
        "{Rd 5}, 1984 <Oslo> | 1984",
        "wohnt in 45127 <Essen>. | 45127",
        "<Pamplona> (31001). | 31001",
        "{Amselweg 9};91054;<Erlangen>; | 91054",
        "<Chennai> - 600042, mob | 600042",
        "{Flat 3B}, <Pune> 411 038, and | 411 038",
        "if i moved to 0820 <Darwin> | 0820",
        "moved from <Bangor> 04401 to you | 04401",
      })
  void aCodeBesideAPlaceIsFound(String text, String code) {
    assertThat(codes(text)).containsExactly(code);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<Rome> 12000 people came",
        "we were in <Paris> 2024.",
        "about 12000 <Berlin> people",
        "costs 25000, <Berlin> is dear",
        "<Leeds>: call 01134 or 4455",
        "from 3000 to 5000 metres in <Peru>",
        "in <Berlin> (12000 people)",
        "over 1060 <Vienna>.",
        "no place: 90210",
      })
  void otherNumbersAreNot(String text) {
    assertThat(codes(text)).isEmpty();
  }

  @Test
  void whatIsKnownByItsStructureStays() {
    // Given
    PiiEntity phone = new PiiEntity(PHONE_NUMBER, 5, 9, 0.9);

    // When
    List<PiiEntity> all =
        PlacedPostcodes.add("Oslo 5551", List.of(phone), List.of(new Span(LOCATION, 0, 4, 0.9)));

    // Then
    assertThat(all).containsExactly(phone);
  }
}
