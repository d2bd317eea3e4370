package io.semanticrouter.security.pii;

import java.util.Locale;
import java.util.Set;

/** Names of months and weekdays, as dates in the larger European languages have them. */
final class Months {
  private static final int LONGEST = 13;

  /** A full stop, a comma and a blank. */
  private static final int MOST_BETWEEN = 3;

  private static final Set<String> MONTHS =
      Set.of(
          ("jan feb mar apr may jun jul aug sep sept oct okt nov dec dez dic ene abr ago"
                  + " january february march april june july august september october november"
                  + " december januar jänner februar märz mai juni juli oktober dezember"
                  + " enero febrero marzo abril mayo junio julio agosto septiembre octubre"
                  + " noviembre diciembre janvier février mars avril juin juillet août septembre"
                  + " octobre novembre décembre gennaio febbraio aprile maggio giugno luglio"
                  + " settembre ottobre dicembre janeiro fevereiro março maio junho julho setembro"
                  + " outubro novembro dezembro januari februari maart mei augustus maj augusti"
                  + " marts desember styczeń stycznia lutego marca kwietnia maja czerwca lipca"
                  + " sierpnia września października listopada grudnia ocak şubat mart nisan mayıs"
                  + " haziran temmuz ağustos eylül ekim kasım aralık января февраля марта апреля"
                  + " мая июня июля августа сентября октября ноября декабря tammikuuta helmikuuta"
                  + " maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta"
                  + " lokakuuta marraskuuta joulukuuta")
              .split(" ", -1));

  /** Words that mean something else where they are not written as a name. */
  private static final Set<String> AMBIGUOUS = Set.of("may", "march", "mar", "mars", "mart", "ago");

  private static final Set<String> WEEKDAYS =
      Set.of(
          ("monday tuesday wednesday thursday friday saturday sunday mon tue tues wed weds thu thur thurs"
                  + " fri sat sun montag dienstag mittwoch donnerstag freitag samstag sonntag lundi"
                  + " mardi mercredi jeudi vendredi samedi dimanche lunes martes miércoles jueves"
                  + " viernes sábado domingo maandag dinsdag woensdag donderdag vrijdag"
                  + " zaterdag zondag måndag tisdag onsdag torsdag fredag lördag söndag lunedì martedì"
                  + " mercoledì giovedì venerdì sabato domenica poniedziałek wtorek środa środę"
                  + " czwartek piątek sobota sobotę niedziela niedzielę mandag tirsdag lørdag søndag maanantai"
                  + " maanantaina tiistai tiistaina keskiviikko keskiviikkona torstai torstaina perjantai"
                  + " perjantaina lauantai lauantaina sunnuntai sunnuntaina")
              .split(" ", -1));

  /**
   * Short enough to be other words, and weekdays before a full stop or a comma alone. English has
   * "do" and "so" there, too, which are left out.
   */
  private static final Set<String> SHORT_WEEKDAYS =
      Set.of("mo di mi fr sa vr za zo lun mié jue vie sáb dom mer jeu ven dim gio".split(" ", -1));

  private Months() {}

  static boolean isMonth(String name) {
    String month = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    return MONTHS.contains(month.toLowerCase(Locale.ROOT));
  }

  /** True of {@code may} and {@code march}, not of {@code May} and {@code March}. */
  static boolean isAmbiguous(String month) {
    return AMBIGUOUS.contains(month);
  }

  /** Where the name of a month begins that ends right before {@code day}, or -1. */
  static int before(ScannedText text, int day) {
    return nameBefore(text, day, MONTHS);
  }

  /**
   * Where the weekday before a date begins, or {@code date} where there is none: {@code Friday},
   * {@code Friday the}, {@code Freitag, den}.
   */
  static int weekdayBefore(ScannedText text, int date) {
    int article = date - "the ".length();
    boolean parted =
        text.text().startsWith("the ", article) || text.text().startsWith("den ", article);
    int end = parted ? article : date;
    int weekday = nameBefore(text, end, WEEKDAYS);
    if (weekday < 0 && ".,".indexOf(text.at(end - 2)) >= 0) {
      weekday = nameBefore(text, end, SHORT_WEEKDAYS);
    }
    return weekday < 0 ? date : weekday;
  }

  private static int nameBefore(ScannedText text, int at, Set<String> names) {
    int end = at;
    while (at - end < MOST_BETWEEN && " .,".indexOf(text.at(end - 1)) >= 0) {
      end--;
    }
    int start = end;
    while (end - start <= LONGEST && Character.isLetter(text.at(start - 1))) {
      start--;
    }
    boolean apart = end < at && !ScannedText.isWord(text.at(start - 1));
    String name = text.text().substring(start, end).toLowerCase(Locale.ROOT);
    return apart && names.contains(name) ? start : -1;
  }
}
