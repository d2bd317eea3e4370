package io.semanticrouter.understanding;

import static org.assertj.core.api.Assertions.assertThat;

import io.semanticrouter.understanding.Windows.Window;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WindowsTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 157, 158, 159, 292, 293, 500, 4096, 1_000_000})
  void coverEveryPieceAndNoneIsLongerThanTheEncoderReads(int pieces) {
    // When
    List<Window> windows = Windows.of(pieces);

    // Then
    assertThat(windows.getFirst().from()).isZero();
    assertThat(windows.getLast().to()).isEqualTo(pieces);
    assertThat(windows).allMatch(w -> w.length() <= Windows.SIZE);
    for (int i = 1; i < windows.size(); i++) {
      assertThat(windows.get(i - 1).to() - windows.get(i).from())
          .isGreaterThanOrEqualTo(Windows.OVERLAP);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 158, 159, 293, 500, 4096})
  void everyPieceBelongsToOneWindowAlone(int pieces) {
    // Given
    List<Window> windows = Windows.of(pieces);

    // When
    List<Window> cores =
        java.util.stream.IntStream.range(0, windows.size())
            .mapToObj(i -> Windows.core(windows, i))
            .toList();

    // Then
    int next = 0;
    for (Window core : cores) {
      assertThat(core.from()).isEqualTo(next);
      next = core.to();
    }
    assertThat(next).isEqualTo(pieces);
  }
}
