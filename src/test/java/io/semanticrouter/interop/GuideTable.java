package io.semanticrouter.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The first table below a heading of docs/tracing.md, which tests run row by row. */
final class GuideTable {
  private static final Path PAGE = Path.of("docs", "tracing.md");

  private GuideTable() {}

  /** The cells of each row, without its head. */
  static List<List<String>> below(String heading) {
    try {
      List<String> lines = Files.readAllLines(PAGE);
      return lines.subList(lines.indexOf(heading) + 1, lines.size()).stream()
          .dropWhile(line -> !line.startsWith("|"))
          .takeWhile(line -> line.startsWith("|"))
          .skip(2)
          .map(GuideTable::cells)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A pipe within a cell is escaped. */
  private static List<String> cells(String row) {
    String[] cells = row.split("(?<!\\\\)\\|", -1);
    return Arrays.stream(cells, 1, cells.length - 1)
        .map(cell -> cell.replace("\\|", "|").strip())
        .toList();
  }

  /** What stands between the first pair of backticks of a cell, empty where there is none. */
  static String code(String cell) {
    String[] parts = cell.split("`", 3);
    return parts.length < 3 ? "" : parts[1];
  }
}
