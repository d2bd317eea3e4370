package io.semanticrouter.security.pii;

import io.quarkus.runtime.Startup;
import io.semanticrouter.config.PiiType;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The fast tier: personal data that has a structure which can be checked. One pass over the text
 * decides which finders are worth running; a text without digits, dots and {@code @} costs that
 * pass and the search for a few words.
 *
 * <p>Made at start-up: libphonenumber reads its numbering plans then, and not while a request
 * waits.
 */
@ApplicationScoped
@Startup
public class StructuredPiiDetector {
  private static final Comparator<PiiEntity> BY_START =
      Comparator.comparingInt(PiiEntity::start)
          .thenComparing(Comparator.comparingInt(PiiEntity::end).reversed());

  private final List<EntityFinder> finders =
      List.of(
          new EmailFinder(),
          new SpelledEmailFinder(),
          new IbanFinder(),
          new CreditCardFinder(),
          new Ipv4Finder(),
          new Ipv6Finder(),
          new SsnFinder(),
          new DateFinder(),
          new CompactDateFinder(),
          new ShortDateFinder(),
          SpokenDateTimeFinder.TIMES,
          SpokenDateTimeFinder.DAYS,
          new DriverLicenseFinder(),
          new LicenseFormatFinder(),
          new PhoneFinder(new PhoneNumbers()),
          new ZipCodeFinder(),
          new PostcodeFinder(),
          new TableColumnFinder(),
          new DomainFinder());

  /** What {@code text} holds, in its order, without overlaps. */
  public List<PiiEntity> detect(String text) {
    ScannedText scanned = ScannedText.of(text);
    List<PiiEntity> found = new ArrayList<>();
    for (EntityFinder finder : finders) {
      if (finder.mayFind(scanned)) {
        finder.find(scanned, found);
      }
    }
    return found.size() < 2 ? List.copyOf(found) : withoutOverlaps(found);
  }

  /** Of two that overlap, the one whose type is the harder to meet by chance stays. */
  private static List<PiiEntity> withoutOverlaps(List<PiiEntity> found) {
    found.sort(BY_START);
    List<PiiEntity> kept = new ArrayList<>(found.size());
    for (PiiEntity entity : found) {
      PiiEntity last = kept.isEmpty() ? null : kept.getLast();
      if (last == null || !last.overlaps(entity)) {
        kept.add(entity);
      } else if (strength(entity) > strength(last)) {
        kept.set(kept.size() - 1, entity);
      }
    }
    return List.copyOf(kept);
  }

  /** The kind of proof first, the confidence second; a mere shape (below 0.7) never wins. */
  private static double strength(PiiEntity entity) {
    double proof = entity.confidence() < 0.7 ? 0 : proof(entity.type());
    return proof + entity.confidence();
  }

  private static int proof(PiiType type) {
    return switch (type) {
      case EMAIL_ADDRESS, IBAN_CODE -> 9;
      case CREDIT_CARD -> 8;
      case IP_ADDRESS -> 7;
      case DATE_TIME -> 6;
      case US_SSN -> 5;
      case US_DRIVER_LICENSE -> 4;
      case PHONE_NUMBER -> 3;
      case ZIP_CODE -> 2;
      default -> 1;
    };
  }
}
