package io.semanticrouter.security.pii;

import static io.semanticrouter.config.PiiType.PHONE_NUMBER;
import static io.semanticrouter.config.PiiType.US_DRIVER_LICENSE;
import static io.semanticrouter.config.PiiType.ZIP_CODE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableColumnFinderTest {
  private static List<String> found(String text) {
    return Marked.find(text).stream()
        .map(e -> e.type() + " " + text.substring(e.start(), e.end()))
        .toList();
  }

  @Test
  void whatAHeadingNamesIsFoundInItsColumn() {
    // Given
    String text =
        """
        Who is on nights?
        name,zip,phone
        Kowalczyk,53207,4145550137
        "Nguyen-Hart, Ada","53110",414 555 0158
        """;

    // When
    List<String> found = found(text);

    // Then
    assertThat(found)
        .containsExactly(
            ZIP_CODE + " 53207",
            PHONE_NUMBER + " 4145550137",
            ZIP_CODE + " 53110",
            PHONE_NUMBER + " 414 555 0158");
  }

  @Test
  void columnsAreReadInTablesOfMarkdownAndOfOtherLanguages() {
    // Given
    String text =
        """
        | Name | PLZ | Ort |
        |---|---|---|
        | Pfaff | 91054 | Erlangen |

        state;license no;plate
        TX;30917745;BXR 112
        NY;418 902 337;none
        """;

    // When
    List<String> found = found(text);

    // Then
    assertThat(found)
        .containsExactly(
            ZIP_CODE + " 91054",
            US_DRIVER_LICENSE + " 30917745",
            US_DRIVER_LICENSE + " 418 902 337");
  }

  @Test
  void aTableEndsWithAnotherNumberOfCells() {
    // Given
    String text = "city;zip;sum\nRome;00184;3\ntotal;99999\nOslo;10184;3";

    // When
    List<String> found = found(text);

    // Then
    assertThat(found).containsExactly(ZIP_CODE + " 00184");
  }

  @Test
  void cellsOfAnotherFormAndUnknownHeadingsAreLeft() {
    // Given
    String text =
        """
        package;license;zip
        guava;Apache-2.0;yes
        junit;EPL 2.0;archive 12345
        item;count;price
        nails;53207;4145550137
        """;

    // When
    List<String> found = found(text);

    // Then
    assertThat(found).isEmpty();
  }
}
