package io.semanticrouter.understanding.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.semanticrouter.understanding.onnx.LoadedPages.Region;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoadedPagesTest {
  private static final String BINARY = "/opt/semantic router";

  private static String mapping(String range, String rights, String file, int written, int swap) {
    return """
    %s %s 02980000 fe:00 5310796                            %s
    Size:              55296 kB
    Rss:               51136 kB
    Private_Dirty:     %d kB
    Anonymous:         %d kB
    LazyFree:              0 kB
    Swap:              %d kB
    SwapPss:               0 kB
    VmFlags: rd mr mw me sd
    """
        .formatted(range, rights, file, written, written, swap);
  }

  @Test
  void findsDataThatNobodyHasWritten() {
    // Given
    String smaps =
        mapping("00410000-02d45000", "r-xp", BINARY, 0, 0)
            + mapping("7f2043f80000-7f2044d00000", "r--p", BINARY, 0, 0)
            + mapping("7f2044d00000-7f2045d01000", "rw-p", BINARY, 0, 0)
            + mapping("7f2045d01000-7f20496d0000", "r--p", BINARY, 0, 0)
            + mapping("7f2049700000-7f204a141000", "rw-p", "", 10476, 0)
            + mapping("7f204a180000-7f204a401000", "r--p", "/usr/lib/libc.so.6", 0, 0);

    // When
    List<Region> regions = LoadedPages.unwritten(smaps.lines().toList(), BINARY);

    // Then
    assertThat(regions)
        .containsExactly(
            new Region(0x7f2043f80000L, 0xd80000L), new Region(0x7f2045d01000L, 0x39cf000L));
  }

  @Test
  void leavesDataThatTheStartFilledIn() {
    // Given
    String smaps =
        mapping("00400000-00410000", "r--p", BINARY, 8, 0)
            + mapping("00410000-00420000", "r--p", BINARY, 0, 8)
            + mapping("00420000-00430000", "r--p", BINARY, 0, 0);

    // When
    List<Region> regions = LoadedPages.unwritten(smaps.lines().toList(), BINARY);

    // Then
    assertThat(regions).containsExactly(new Region(0x420000L, 0x10000L));
  }

  @Test
  void readsWhatTheSystemSays() throws IOException {
    // Given
    String library =
        Path.of(System.getProperty("java.home"), "lib/server/libjvm.so").toRealPath().toString();

    // When
    List<Region> regions =
        LoadedPages.unwritten(Files.readAllLines(Path.of("/proc/self/smaps")), library);

    // Then
    assertThat(regions).isNotEmpty().allSatisfy(region -> assertThat(region.length()).isPositive());
  }
}
