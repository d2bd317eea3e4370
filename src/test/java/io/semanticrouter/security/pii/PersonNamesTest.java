package io.semanticrouter.security.pii;

import static org.assertj.core.api.Assertions.assertThat;

import io.semanticrouter.config.PiiType;
import io.semanticrouter.understanding.Reading.Span;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PersonNamesTest {
  private static List<Span> tags(PiiType type, String marked) {
    return Marked.of(marked).spans().stream().map(s -> new Span(type, s[0], s[1], 0.9)).toList();
  }

  /** Names in their guillemets and titles in single ones, in the order of the text. */
  private static List<Span> expected(String marked) {
    String names = marked.replace("‹", "").replace("›", "");
    String titles = marked.replace("«", "").replace("»", "").replace('‹', '«').replace('›', '»');
    return Stream.concat(tags(PiiType.PERSON, names).stream(), tags(PiiType.TITLE, titles).stream())
        .sorted(Comparator.comparingInt(Span::start))
        .toList();
  }

  /** Guillemets mark what the encoder tagged, and what is expected. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "file / MÜLLER-«OKAFOR Chidinma» / open | file / «MÜLLER-OKAFOR Chidinma» / open",
        "by «Grażyna Mazur»-Lis, 59 | by «Grażyna Mazur-Lis», 59",
        "«Mazur»-based | «Mazur»-based",
        "«Mazur»-«Lis» | «Mazur-Lis»",
        "non-«Smith» | non-«Smith»",
        "«Frau Oberländer» left | ‹Frau› «Oberländer» left",
        "«Dr. Amina Weiss» called | ‹Dr.› «Amina Weiss» called",
        "«Prof. Dr. Lena Weiß» said | ‹Prof.› ‹Dr.› «Lena Weiß» said",
        "«Opa Heinz»! | Opa «Heinz»!",
        "«Kenji-san» retires | «Kenji»-san retires",
        "«Miss» asks | «Miss» asks",
        "counsel «Y». «Abramowitz» objected | counsel «Y. Abramowitz» objected",
        "«Don»«Evaristo» | «Don»«Evaristo»",
        "«A» «Smith» | «A» «Smith»",
        "«Sipho & Marlene» have | «Sipho» & «Marlene» have",
        "«Ana and Luís Prado» ask | «Ana» and «Luís Prado» ask",
        "by «Patel, Nisha» in | by «Patel, Nisha» in",
        "«José Ortega y Gasset» | «José Ortega y Gasset»",
        "did «Henry» VIII marry | did «Henry VIII» marry",
        "so «Henry» I think | so «Henry» I think",
        "oma «Wilhelmina» van den «Heuvel» | oma «Wilhelmina van den Heuvel»",
        "«Jan» van de «Velde» | «Jan van de Velde»",
        "«Juliusz» A «Kwiatkowski» lives | «Juliusz A Kwiatkowski» lives",
        "«María» del «Pilar Ruiz» | «María del Pilar Ruiz»",
        "«Anna» and «Ben» | «Anna» and «Ben»",
        "«Lieve Noortje», hoe | Lieve «Noortje», hoe",
        "«Xiomara perdió» el vuelo | «Xiomara» perdió el vuelo",
        "i am «amina diallo» | i am «amina diallo»",
        "a «-» b | a - b",
      })
  void haveTheirProperBounds(String tagged, String expected) {
    // When
    List<Span> names = PersonNames.complete(Marked.of(tagged).text(), tags(PiiType.PERSON, tagged));

    // Then
    assertThat(names).isEqualTo(expected(expected));
  }

  @Test
  void namesInLinesAreNamesOfTheirOwn() {
    // Given
    String lines = "«Megan Carey\nIris Duarte»";

    // When
    List<Span> names = PersonNames.complete(Marked.of(lines).text(), tags(PiiType.PERSON, lines));

    // Then
    assertThat(names).isEqualTo(expected("«Megan Carey»\n«Iris Duarte»"));
  }

  @Test
  void otherTypesStayAsTheyAre() {
    // Given
    String text = "«Frau Holle»-Weg";
    List<Span> places = tags(PiiType.LOCATION, text);

    // When
    List<Span> same = PersonNames.complete(Marked.of(text).text(), places);

    // Then
    assertThat(same).isEqualTo(places);
  }

  @Test
  void aMebibyteOfBlanksWithinANameEnds() {
    // Given
    String text = "John" + " ".repeat(1 << 20) + "Smith";

    // When
    List<Span> spans =
        PersonNames.complete(text, List.of(new Span(PiiType.PERSON, 0, text.length(), 0.9)));

    // Then
    assertThat(spans).hasSize(1);
  }

  @Test
  void manyParticlesBetweenTwoNamesEnd() {
    // Given
    String text = "Anna van" + " de".repeat(100_000) + " Maria";
    Span anna = new Span(PiiType.PERSON, 0, 4, 0.9);
    Span maria = new Span(PiiType.PERSON, text.length() - 5, text.length(), 0.9);

    // When
    List<Span> spans = PersonNames.complete(text, List.of(anna, maria));

    // Then
    assertThat(spans).containsExactly(anna, maria);
  }
}
