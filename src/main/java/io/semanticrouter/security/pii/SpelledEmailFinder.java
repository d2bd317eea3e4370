package io.semanticrouter.security.pii;

import io.semanticrouter.config.PiiType;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Mail addresses spelled to hide them from machines: {@code jo[at]firm[dot]com}, {@code jo (at)
 * firm.com}, {@code jo dot doe at firm dot com}.
 *
 * <p>The expression is linear: every quantifier is bounded and possessive, and a match can only
 * begin where a word begins.
 */
final class SpelledEmailFinder implements EntityFinder {
  private static final String LABEL = "[\\p{L}\\p{N}-]{1,63}+";
  private static final String DOT = "(?:\\.| ?[\\[({] ?dot ?[\\])}] ?| dot )";
  private static final Pattern SPELLED =
      Pattern.compile(
          "(?<![\\p{L}\\p{N}._+-])"
              + "[\\p{L}\\p{N}_+-]{1,64}+(?:"
              + DOT
              + "[\\p{L}\\p{N}_+-]{1,64}+){0,4}+"
              + "(?: ?[\\[({] ?at ?[\\])}] ?(?<host>"
              + LABEL
              + "(?:"
              + DOT
              + LABEL
              + "){1,4}+)"
              + "| at (?<words>"
              + LABEL
              + "(?: dot "
              + LABEL
              + "){1,4}+))",
          Pattern.CASE_INSENSITIVE);

  /** One of them is in each. */
  private static final List<String> SIGNS =
      List.of("at]", "at)", "at}", " dot ", "AT]", "AT)", "AT}", " DOT ");

  @Override
  public boolean mayFind(ScannedText text) {
    return text.hasAny(SIGNS);
  }

  @Override
  public void find(ScannedText text, List<PiiEntity> found) {
    Matcher matcher = SPELLED.matcher(text.text());
    while (matcher.find()) {
      String host = matcher.group("host") == null ? matcher.group("words") : matcher.group("host");
      String last = host.substring(lastSeparator(host) + 1).toLowerCase(Locale.ROOT);
      if (HostNames.isTopLevel(last)) {
        found.add(new PiiEntity(PiiType.EMAIL_ADDRESS, matcher.start(), matcher.end(), 0.9));
      }
    }
  }

  private static int lastSeparator(String host) {
    int i = host.length() - 1;
    while (i >= 0 && HostNames.isLabelChar(host.charAt(i))) {
      i--;
    }
    return i;
  }
}
