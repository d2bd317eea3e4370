package io.semanticrouter.security.pii;

import io.semanticrouter.config.PiiType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What a table's headings name: {@code name;zip;phone} above {@code Jo;39104;0391 55 1234}. Columns
 * are parted by tabs, strokes, semicolons or commas; a cell in quotation marks may hold what parts
 * them. A table ends where a line has another number of cells.
 */
final class TableColumnFinder implements EntityFinder {
  private static final double CONFIDENCE = 0.85;
  private static final int FEWEST_COLUMNS = 3;
  private static final int MOST_COLUMNS = 64;
  private static final String SEPARATORS = "\t|;,";

  /** What a heading promises, and what a cell must look like to keep it. */
  private record Column(PiiType type, Predicate<String> isShaped) {}

  private record Cell(int start, int end) {}

  private static final Map<String, Column> BY_HEADING = byHeading();

  /** Lines of prose have longer parts between their commas: these are not looked up. */
  private static final int LONGEST_HEADING =
      BY_HEADING.keySet().stream().mapToInt(String::length).max().orElseThrow();

  private static Map<String, Column> byHeading() {
    Map<String, Column> columns = new HashMap<>();
    put(
        columns,
        new Column(PiiType.ZIP_CODE, shaped("[A-Za-z\\d]{2,6}(?:[ -][A-Za-z\\d]{2,4})?", 2, 9)),
        "zip|zip code|zipcode|zip_code|billing_zip|shipping_zip|postcode|post code|postal code"
            + "|postal_code|plz|postleitzahl|cp|code postal|código postal|cap|postnummer|postnr");
    put(
        columns,
        new Column(PiiType.PHONE_NUMBER, shaped("[+(]?\\d[\\d ()./-]{5,22}", 7, 15)),
        "phone|phone number|phone_number|tel|tel.|telephone|telefon|telefono|teléfono|téléphone"
            + "|mobile|mobile number|cell|cell phone|cellulare|móvil|handy|fax|contact number");
    put(
        columns,
        new Column(PiiType.US_DRIVER_LICENSE, shaped("[A-Za-z]{0,3}[\\d -]{6,18}[A-Za-z]?", 6, 14)),
        "license|licence|license no|license no.|license number|license_no|license_number|driver license"
            + "|drivers license|driver's license|driver_license|drivers_license|dl|dl no|dl number|dl_number");
    return columns;
  }

  private static void put(Map<String, Column> columns, Column column, String headings) {
    for (String heading : headings.split("\\|", -1)) {
      columns.put(heading, column);
    }
  }

  private static Predicate<String> shaped(String pattern, int fewestDigits, int mostDigits) {
    Predicate<String> matches = Pattern.compile(pattern).asMatchPredicate();
    return cell -> {
      long digits = cell.chars().filter(c -> ScannedText.isDigit((char) c)).count();
      return digits >= fewestDigits && digits <= mostDigits && matches.test(cell);
    };
  }

  @Override
  public boolean mayFind(ScannedText text) {
    return text.digits() >= 4 && text.text().indexOf('\n') >= 0;
  }

  @Override
  public void find(ScannedText text, List<PiiEntity> found) {
    char separator = 0;
    List<Column> columns = List.of(); // of the table that the line stands in; null without a name
    for (int start = 0; start < text.length(); ) {
      int end = text.text().indexOf('\n', start);
      end = end < 0 ? text.length() : end;
      if (columns.isEmpty()) {
        separator = separatorOf(text, start, end);
        columns = separator == 0 ? List.of() : headings(text, cells(text, start, end, separator));
      } else {
        List<Cell> cells = cells(text, start, end, separator);
        if (cells.size() == columns.size()) {
          addNamed(text, cells, columns, found);
        } else {
          columns = List.of();
        }
      }
      start = end + 1;
    }
  }

  /** Of what parts columns, the first that stands in the line often enough, or 0. */
  private static char separatorOf(ScannedText text, int start, int end) {
    for (int i = 0; i < SEPARATORS.length(); i++) {
      char separator = SEPARATORS.charAt(i);
      int count = 0;
      for (int k = start; k < end && count < FEWEST_COLUMNS - 1; k++) {
        count += text.at(k) == separator ? 1 : 0;
      }
      if (count == FEWEST_COLUMNS - 1) {
        return separator;
      }
    }
    return 0;
  }

  /** What each column holds by its heading; empty where no heading is known. */
  private static List<Column> headings(ScannedText text, List<Cell> cells) {
    List<Column> columns = new ArrayList<>(cells.size());
    boolean known = false;
    for (Cell cell : cells) {
      Column column = columnOf(text, cell);
      known |= column != null;
      columns.add(column);
    }
    return known ? columns : List.of();
  }

  private static Column columnOf(ScannedText text, Cell cell) {
    return cell.end() - cell.start() > LONGEST_HEADING
        ? null
        : BY_HEADING.get(text.text().substring(cell.start(), cell.end()).toLowerCase(Locale.ROOT));
  }

  private static void addNamed(
      ScannedText text, List<Cell> cells, List<Column> columns, List<PiiEntity> found) {
    for (int i = 0; i < cells.size(); i++) {
      Column column = columns.get(i);
      Cell cell = cells.get(i);
      if (column != null
          && column.isShaped().test(text.text().substring(cell.start(), cell.end()))) {
        found.add(new PiiEntity(column.type(), cell.start(), cell.end(), CONFIDENCE));
      }
    }
  }

  /** The cells of a line without the blanks and quotation marks around them. */
  private static List<Cell> cells(ScannedText text, int start, int end, char separator) {
    List<Cell> cells = new ArrayList<>();
    boolean quoted = false;
    int from = start;
    for (int i = start; i <= end && cells.size() < MOST_COLUMNS; i++) {
      quoted ^= i < end && text.at(i) == '"';
      if (i == end || (text.at(i) == separator && !quoted)) {
        cells.add(trimmed(text, from, i));
        from = i + 1;
      }
    }
    return cells;
  }

  private static Cell trimmed(ScannedText text, int start, int end) {
    while (start < end && isAround(text.at(start))) {
      start++;
    }
    while (end > start && isAround(text.at(end - 1))) {
      end--;
    }
    return new Cell(start, end);
  }

  private static boolean isAround(char c) {
    return c == ' ' || c == '"' || c == '\r';
  }
}
