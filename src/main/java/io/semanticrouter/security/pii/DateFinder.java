package io.semanticrouter.security.pii;

import io.semanticrouter.config.PiiType;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Dates of birth: a full date beside words that say so. Any other date is part of an ordinary
 * question, and so is the birthday of somebody born before {@value #FIRST_YEAR}.
 */
final class DateFinder implements EntityFinder {
  private static final int FIRST_YEAR = 1900;
  private static final int LAST_YEAR = 2099;
  private static final ContextWords WORDS =
      new ContextWords(
          36,
          "born|dob|d.o.b|d.o.b.|date of birth|birth date|birthdate|birthday|bday|b-day|birth"
              + "|geb|geboren|geburtsdatum|né le|née le|date de naissance|nato il|nata il"
              + "|data di nascita|nacido|nacida|fecha de nacimiento|data de nascimento|född|født"
              + "|syntynyt|date_of_birth|birth_date|dateofbirth");
  private static final Set<String> MONTHS =
      Set.of(
          ("jan feb mar apr may jun jul aug sep sept oct nov dec january february march april june"
                  + " july august september october november december januar februar märz mai juni"
                  + " juli oktober dezember enero febrero marzo abril mayo junio julio agosto"
                  + " septiembre octubre noviembre diciembre janvier février mars avril juin juillet"
                  + " août septembre octobre novembre décembre")
              .split(" ", -1));

  @Override
  public boolean mayFind(ScannedText text) {
    return text.digits() >= 4 && text.groups() >= 2;
  }

  @Override
  public void find(ScannedText text, List<PiiEntity> found) {
    for (int group = 0; group + 1 < text.groups(); group++) {
      if (ScannedText.isWord(text.at(text.groupStart(group) - 1))) {
        continue;
      }
      PiiEntity date = numeric(text, group);
      if (date == null) {
        date = worded(text, group);
      }
      if (date != null && WORDS.before(text, date.start())) {
        found.add(date);
      }
    }
  }

  /** {@code 1990-05-12}, {@code 12/5/1990}, {@code 5.12.90}. */
  private static PiiEntity numeric(ScannedText text, int group) {
    char separator = text.at(text.groupEnd(group));
    if ((separator != '-' && separator != '/' && separator != '.')
        || !text.joined(group, separator)
        || !text.joined(group + 1, separator)
        || ScannedText.isWord(text.at(text.groupEnd(group + 2)))) {
      return null;
    }
    int first = value(text, group);
    int second = value(text, group + 1);
    int third = value(text, group + 2);
    boolean yearFirst =
        text.groupLength(group) == 4 && isYear(first) && isMonthAndDay(second, third);
    boolean yearLast =
        isMonthAndDay(first, second)
            && (text.groupLength(group + 2) == 2
                || (text.groupLength(group + 2) == 4 && isYear(third)));
    return yearFirst || yearLast ? date(text.groupStart(group), text.groupEnd(group + 2)) : null;
  }

  /** {@code 12 May 1990}, {@code 12th of May, 1990}, {@code May 12, 1990}. */
  private static PiiEntity worded(ScannedText text, int group) {
    int day = value(text, group);
    if (day < 1 || day > 31 || !isYear(value(text, group + 1))) {
      return null;
    }
    int from = text.groupEnd(group);
    int to = text.groupStart(group + 1);
    if (to - from > 24) {
      return null;
    }
    int end = text.groupEnd(group + 1);
    String between = text.text().substring(from, to).toLowerCase(Locale.ROOT);
    String rest = between.replaceFirst("^(?:st|nd|rd|th)\\b", "").strip();
    if (rest.equals(",") || (rest.isEmpty() && !between.isEmpty())) {
      int start = monthBefore(text, text.groupStart(group));
      return start < 0 ? null : date(start, end);
    }
    String month = rest.replaceFirst("^(?:\\.|of |de )? ?", "").replaceFirst("(?: de|[.,])$", "");
    return MONTHS.contains(month) ? date(text.groupStart(group), end) : null;
  }

  /** Where the name of a month begins that ends right before {@code day}, or -1. */
  private static int monthBefore(ScannedText text, int day) {
    int end = day;
    while (day - end < 2 && (text.at(end - 1) == ' ' || text.at(end - 1) == '.')) {
      end--;
    }
    int start = end;
    while (end - start < 10 && Character.isLetter(text.at(start - 1))) {
      start--;
    }
    String month = text.text().substring(start, end).toLowerCase(Locale.ROOT);
    return MONTHS.contains(month) ? start : -1;
  }

  private static boolean isMonthAndDay(int a, int b) {
    return a >= 1 && b >= 1 && Math.min(a, b) <= 12 && Math.max(a, b) <= 31;
  }

  private static boolean isYear(int year) {
    return year >= FIRST_YEAR && year <= LAST_YEAR;
  }

  private static int value(ScannedText text, int group) {
    return text.groupLength(group) > 4
        ? -1
        : Integer.parseInt(text.text(), text.groupStart(group), text.groupEnd(group), 10);
  }

  private static PiiEntity date(int start, int end) {
    return new PiiEntity(PiiType.DATE_TIME, start, end, 0.9);
  }
}
