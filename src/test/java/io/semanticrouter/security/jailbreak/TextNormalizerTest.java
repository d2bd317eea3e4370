package io.semanticrouter.security.jailbreak;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextNormalizerTest {
  private static String seen(NormalizedText text) {
    return new String(text.chars(), 0, text.length())
        .replace(String.valueOf(NormalizedText.JOINED), "");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '#',
      value = {
        "IgNoRe | ignore",
        "ｆｕｌｌ ｗｉｄｔｈ | full width",
        "𝓼𝓬𝓻𝓲𝓹𝓽 𝔣𝔯𝔞𝔨 | script frak",
        "ⓒⓘⓡⓒⓛⓔ 🅣🅔🅛🅛 | circle tell",
        "рrоmрt ΝΟΤΕ | prompt note",
        "Ĩgñörè ﬁle straße | ignore file strasse",
        "i g n o r e  a l l | ignore all",
        "i.g.n.o.r.e y-o-u-r r_u_l_e_s | ignore your rules",
        "a   b | a b",
        "“quoted” ’tis | \"quoted\" 'tis",
        "e.g. the U.S. | e.g. the u.s.",
      },
      delimiter = '|')
  void showsTextAsAReaderSeesIt(String text, String expected) {
    assertThat(seen(TextNormalizer.normalize(text))).isEqualTo(expected);
  }

  @Test
  void removesInvisibleCharactersAndCountsThoseInsideWords() {
    // Given
    String text = "i\u200Bg\u200Dn\u2060o\u00ADr\u202Ee \u200F\uFEFF";

    // When
    NormalizedText normalized = TextNormalizer.normalize(text);

    // Then
    assertThat(seen(normalized)).isEqualTo("ignore ");
    assertThat(normalized.hiddenCharacters()).isEqualTo(5);
  }

  @Test
  void countsLookAlikesOnlyBesideLatinLetters() {
    assertThat(TextNormalizer.normalize("ign\u043Er\u0435").homoglyphs()).isEqualTo(2);
    assertThat(TextNormalizer.normalize("привет, как дела").homoglyphs()).isZero();
  }

  @Test
  void tellsHowManyWordsWereSpaced() {
    assertThat(TextNormalizer.normalize("h e l l o  y o u").joinedWords()).isEqualTo(2);
    assertThat(TextNormalizer.normalize("a b, c d").joinedWords()).isZero();
  }

  @Test
  void leavesPlainAsciiAsItIs() {
    // Given
    String text = "rows 1 2 3 4 5 and x = y + 1;\nnext line";

    // When
    NormalizedText normalized = TextNormalizer.normalize(text);

    // Then
    assertThat(seen(normalized)).isEqualTo(text);
    assertThat(normalized.hiddenCharacters()).isZero();
  }
}
