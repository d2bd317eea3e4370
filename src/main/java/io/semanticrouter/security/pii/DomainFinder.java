package io.semanticrouter.security.pii;

import io.semanticrouter.config.PiiType;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Host names with a real top-level domain. A name counts by itself if its top-level domain is used
 * for little else; one that is also a file extension, a member of an object or a word ({@code
 * main.py}, {@code user.name}, {@code stop.it}) needs a scheme, {@code www.}, a hyphen or a word
 * such as "domain" beside it.
 */
final class DomainFinder implements EntityFinder {
  private static final ContextWords WORDS =
      new ContextWords(
          34,
          "domain|domains|site|website|web site|webpage|url|host|hostname|whois|nslookup|dig|dns"
              + "|homepage|subdomain|server|ping|curl|merchant|shop|webshop|store|mx"
              + "|nameserver|resolve|resolves|log in at|login at");
  private static final ContextWords WORDS_BEHIND =
      new ContextWords(16, "domain|site|website|resolves|hosted|servfail|whois");

  /** Generic domains that are hardly ever a file extension or a member of an object. */
  private static final Set<String> GENERIC =
      words(
          "com org net edu gov mil int biz info io dev app ai xyz online shop store tech cloud blog"
              + " cafe site website agency bank consulting digital education email finance health"
              + " hotel law lawyer ltd llc gmbh media museum news photography restaurant school"
              + " software solutions studio systems technology travel university ventures wiki club"
              + " coop example");

  /** Country codes that are also file extensions, units, or words of English and of code. */
  private static final Set<String> AMBIGUOUS_COUNTRIES =
      words(
          "ad ag ai am as at ba be bi bo by cc cd cf cl cm cv do fm ga gs hm id im in is it kg km la"
              + " lc ls ma mc md me mg mk ml mm mo mp ms mt mu my na ne no nc nr om pa pe pf pl pm"
              + " pn ps pt pw py re rs sb sc sd sg sh si sl sm sn so sr ss st sv tf tm tn to tt tv us"
              + " va vc vi");

  /** Endings of files: not even a hyphen before them shows a host name. */
  private static final Set<String> EXTENSIONS =
      words(
          "zip mov py sh md rs pl cc ps so ml mm pm mk sc st as cl lc ly pro id app cab ms tf vi bz map"
              + " data page style name link box one pub");

  private static final Set<String> PRODUCTS =
      words(
          "java.io java.net asp.net vb.net ado.net ml.net paint.net socket.io draw.io"
              + " console.info logger.info");
  private static final Set<String> REVERSED = words("com org net io edu java javax jakarta");

  @Override
  public boolean mayFind(ScannedText text) {
    return text.dots() > 0;
  }

  @Override
  public void find(ScannedText text, List<PiiEntity> found) {
    int done = 0;
    for (int dot = text.text().indexOf('.'); dot >= 0; dot = text.text().indexOf('.', done)) {
      int start = dot;
      while (start > done && HostNames.isLabelChar(text.at(start - 1))) {
        start--;
      }
      int end = start < dot ? HostNames.end(text, start) : -1;
      done = dot + 1;
      while (HostNames.isLabelChar(text.at(done)) || text.at(done) == '.') {
        done++;
      }
      if (end > 0) {
        add(text, start, withoutSentence(text, start, end), found);
      }
    }
  }

  /** Cuts the next sentence off {@code example.com.Thanks}. */
  private static int withoutSentence(ScannedText text, int start, int end) {
    int dot = text.text().lastIndexOf('.', end - 1);
    boolean capital = Character.isUpperCase(text.at(dot + 1));
    boolean known = HostNames.isTopLevel(HostNames.lastLabel(text, start, end));
    return capital && !known && text.text().lastIndexOf('.', dot - 1) > start ? dot : end;
  }

  private static void add(ScannedText text, int start, int end, List<PiiEntity> found) {
    if (end - start > HostNames.MAX_LENGTH || !isBounded(text, start, end)) {
      return;
    }
    String top = HostNames.lastLabel(text, start, end);
    String name = text.text().substring(start, end).toLowerCase(Locale.ROOT);
    if (!HostNames.isTopLevel(top) || PRODUCTS.contains(name)) {
      return;
    }
    boolean linked = text.text().startsWith("://", start - 3) || isWww(name);
    double confidence = linked ? 0.95 : 0;
    if (!linked && isPlain(text, start, end, name)) {
      boolean named = WORDS.before(text, start) || WORDS_BEHIND.after(text, end);
      confidence = named || standsByItself(name, top) ? 0.85 : 0;
    }
    if (confidence > 0) {
      found.add(new PiiEntity(PiiType.DOMAIN_NAME, start, end, confidence));
    }
  }

  private static boolean isWww(String name) {
    return name.startsWith("www.") && name.indexOf('.', 4) > 0;
  }

  /** False inside a path, a mail address, a member access or a call. */
  private static boolean isBounded(ScannedText text, int start, int end) {
    char before = text.at(start - 1);
    char after = text.at(end);
    boolean scheme = before == '/' && text.at(start - 2) == '/';
    return (scheme || "@_$/\\.~-#&".indexOf(before) < 0)
        && "@_(\\".indexOf(after) < 0
        && !ScannedText.isWord(after);
  }

  /** A name of lower case or capitals throughout whose second level says something. */
  private static boolean isPlain(ScannedText text, int start, int end, String name) {
    String[] labels = name.split("\\.", -1);
    String second = labels[labels.length - 2];
    boolean says = second.length() >= 2 && second.chars().anyMatch(Character::isLetter);
    boolean reversed = labels.length >= 3 && REVERSED.contains(labels[0]);
    int top = end - labels[labels.length - 1].length();
    boolean lower = name.regionMatches(top - start, text.text(), top, end - top);
    boolean upper = text.text().substring(start, end).equals(name.toUpperCase(Locale.ROOT));
    return says && !reversed && (lower || (upper && GENERIC.contains(name.substring(top - start))));
  }

  private static boolean standsByItself(String name, String top) {
    if (GENERIC.contains(top)) {
      return true;
    }
    boolean country = top.length() == 2 && !AMBIGUOUS_COUNTRIES.contains(top);
    boolean hyphened = name.indexOf('-') > 0 && !EXTENSIONS.contains(top);
    return country || hyphened;
  }

  private static Set<String> words(String list) {
    return Set.of(list.split(" ", -1));
  }
}
