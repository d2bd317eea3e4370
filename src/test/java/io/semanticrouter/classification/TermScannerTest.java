package io.semanticrouter.classification;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TermScannerTest {

  private static final class Found implements TermSink {
    private final List<String> stems = new ArrayList<>();
    private final List<Shape> shapes = new ArrayList<>();

    @Override
    public void word(char[] buffer, int length) {
      stems.add(new String(buffer, 0, Stemmer.stem(buffer, length)));
    }

    @Override
    public void shape(Shape shape) {
      shapes.add(shape);
    }
  }

  private static Found scan(String text) {
    Found found = new Found();
    new TermScanner(found).scan(text, 0, text.length());
    return found;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          Integrals, integral; INTEGRAL | integral integral integral
          derive derived deriving       | deriv deriv deriv
          theories theory               | theory theory
          stopped stopping stop         | stop stop stop
          classes boxes crashes cases case | class box crash case case
          analysis virus gas            | analysis virus gas
          Newton's don't l’eau          | newton dont l eau
          dérivée naïve Ångström        | derive naiv angstrom
          Σίσυφος ΣΊΣΥΦΟΣ               | σίσυφοσ σίσυφοσ
          c++ C# x+y                    | c++ c# x y
          5kg of H2O                    | 5 kg of h2o
          数学 ∫ ｘ                      | 数 学 ∫ x
          state-of-the-art              | stat of the art
          """)
  void foldsWords(String text, String stems) {
    // Given a text

    // When
    Found found = scan(text);

    // Then
    assertThat(String.join(" ", found.stems)).isEqualTo(stems);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          y = a     | EQUATION
          a^b       | POWER
          ∑ a       | MATH_SIGN
          \\frac a  | LATEX
          $9        | MONEY,NUMBER
          in 1789   | YEAR
          7 %       | NUMBER,PERCENT
          NaCl      | FORMULA
          H2SO4     | FORMULA
          ```       | CODE_FENCE,BACKTICK,BACKTICK
          foo(      | CALL
          {         | BRACE
          a != b    | CODE_OPERATOR,CODE_OPERATOR
          <p        | TAG
          at /srv   | PATH
          a_b       | SNAKE
          fooBar    | CAMEL
          foo.bar   | DOTTED
          The end.  |
          DNA       |
          """)
  void seesNotation(String text, String shapes) {
    // Given a text

    // When
    Found found = scan(text);

    // Then
    assertThat(found.shapes.stream().map(Shape::name).toList())
        .containsExactlyElementsOf(shapes == null ? List.of() : List.of(shapes.split(",", -1)));
  }
}
