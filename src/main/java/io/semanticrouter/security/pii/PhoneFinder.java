package io.semanticrouter.security.pii;

import io.semanticrouter.config.PiiType;
import java.util.List;

/**
 * Telephone numbers: the international form with a plus, the North American form, national forms
 * that the numbering plan of a country knows, and any number of 7 to 15 digits beside words such as
 * "call me on".
 */
final class PhoneFinder implements EntityFinder {
  private static final int MIN_DIGITS = 7;

  /** ITU-T E.164 allows 15; two more for the dialling prefix 00. */
  private static final int MAX_DIGITS = 17;

  /** How many numbers of one text are looked up; bounds the time a hostile text can take. */
  private static final int MAX_LOOKUPS = 512;

  private static final ContextWords CALL =
      new ContextWords(
          42,
          "phone|phones|phone number|telephone|tel|mobile|cell|cellphone|cell phone|call|called|calls"
              + "|calling|ring|rang|fax|desk|whatsapp|text me|texted|sms|dial|dialed|reach|hotline"
              + "|landline|handy|telefon|téléphone|telefono|teléfono|telefone|móvil|cellulare|mob|ph"
              + "|pager|voicemail|phone_number|phonenumber|numéro|office|my number|new number"
              + "|get me at|number is|bel|bellen|rückfragen|dudas al|llamar al|appelez|joindre au");
  private static final ContextWords LABEL =
      new ContextWords(16, "office|fax|mobile|cell|home|work|desk|tel|phone");
  private static final ContextWords OTHER =
      new ContextWords(
          18,
          "order|isbn|issn|account|invoice|ref|reference|serial|part|model|tracking|sku|ticket|case"
              + "|version|id|ean|upc|batch|lot|delivery|cep|zip|plz|postcode|doi|patent|card|gasket|pump|no|art");

  private final PhoneNumbers numbers;

  PhoneFinder(PhoneNumbers numbers) {
    this.numbers = numbers;
  }

  @Override
  public boolean mayFind(ScannedText text) {
    return text.digits() >= MIN_DIGITS;
  }

  @Override
  public void find(ScannedText text, List<PiiEntity> found) {
    int lookups = 0;
    int group = 0;
    while (group < text.groups()) {
      NumberRun run = NumberRun.from(text, group);
      group = run.last() + 1;
      if (run.digits() < MIN_DIGITS || run.digits() > MAX_DIGITS || !run.standsAlone()) {
        continue;
      }
      boolean lookUp = lookups < MAX_LOOKUPS && (run.plus() || run.startsWith("0"));
      lookups += lookUp ? 1 : 0;
      double confidence = confidence(run, lookUp);
      if (confidence > 0) {
        found.add(
            new PiiEntity(PiiType.PHONE_NUMBER, run.start(), run.endWithExtension(), confidence));
      }
    }
  }

  /** True for {@code 467 3395-Office} and {@code 467 3395 (fax)}. */
  private static boolean isLabelled(NumberRun run) {
    char after = run.text().at(run.endWithExtension());
    char next = run.text().at(run.endWithExtension() + 1);
    return (after == '-' || after == '(' || next == '(') && LABEL.after(run.text(), run.end());
  }

  private double confidence(NumberRun run, boolean lookUp) {
    if (run.plus()) {
      return international(run, lookUp);
    }
    if (run.isDate() || run.endsInCode()) {
      return isLabelled(run) && !run.isDate() ? 0.85 : 0;
    }
    int call = CALL.lastEndBefore(run.text(), run.start());
    boolean called = call >= 0 || isLabelled(run);
    boolean other = OTHER.lastEndBefore(run.text(), run.start()) > call;
    if (called && !other && run.digits() <= 15) {
      return 0.9;
    }
    if (run.isNorthAmerican()) {
      return other && run.text().at(run.start()) != '(' ? 0.5 : 0.85;
    }
    boolean national =
        run.groups() >= 2 && !run.isZipPlusFour() && run.digits() >= 9 && lookUp && run.isReadOut();
    return national && !other && numbers.isValidSomewhere(run.value()) ? 0.8 : 0;
  }

  /** Numbers kept free for fiction are no valid ones, yet whoever writes a plus means a number. */
  private double international(NumberRun run, boolean lookUp) {
    boolean grouped = run.groups() >= 2;
    if (!lookUp) {
      return grouped ? 0.75 : 0;
    }
    return switch (numbers.check(run.value())) {
      case VALID -> 0.97;
      case POSSIBLE -> grouped || CALL.before(run.text(), run.start()) ? 0.85 : 0;
      case IMPOSSIBLE -> 0;
    };
  }
}
