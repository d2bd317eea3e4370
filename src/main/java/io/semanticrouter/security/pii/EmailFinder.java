package io.semanticrouter.security.pii;

import io.semanticrouter.config.PiiType;
import java.util.List;

/** Mail addresses as people write them: the dot-atom form of RFC 5322 before a known domain. */
final class EmailFinder implements EntityFinder {
  /** Longest local part, RFC 5321. */
  private static final int MAX_LOCAL = 64;

  @Override
  public boolean mayFind(ScannedText text) {
    return text.ats() > 0 && text.dots() > 0;
  }

  @Override
  public void find(ScannedText text, List<PiiEntity> found) {
    for (int at = text.text().indexOf('@'); at >= 0; at = text.text().indexOf('@', at + 1)) {
      int start = localStart(text, at);
      int end = start < at ? domainEnd(text, at + 1) : -1;
      if (end > 0 && !isGitRemote(text, start, at, end)) {
        found.add(new PiiEntity(PiiType.EMAIL_ADDRESS, start, end, 0.99));
      }
    }
  }

  private static int localStart(ScannedText text, int at) {
    int start = at;
    while (at - start <= MAX_LOCAL && isLocal(text.at(start - 1))) {
      start--;
    }
    if (at - start > MAX_LOCAL || text.at(at - 1) == '.') {
      return at;
    }
    while (start < at && !ScannedText.isWord(text.at(start))) {
      start++;
    }
    return start;
  }

  private static int domainEnd(ScannedText text, int from) {
    int end = HostNames.end(text, from);
    while (end > 0 && !HostNames.isTopLevel(HostNames.lastLabel(text, from, end))) {
      // "write to a@b.com.Thanks": the sentence went on without a space.
      int dot = text.text().lastIndexOf('.', end - 1);
      boolean moreLabels = text.text().lastIndexOf('.', dot - 1) > from;
      end = dot > from && moreLabels ? dot : -1;
    }
    return end;
  }

  /** {@code git@host:owner/name} names a repository, nobody's mailbox. */
  private static boolean isGitRemote(ScannedText text, int start, int at, int end) {
    return at - start == 3
        && text.text().startsWith("git", start)
        && (text.at(end) == ':' || text.at(end) == '/');
  }

  private static boolean isLocal(char c) {
    return ScannedText.isWord(c) || c == '.' || c == '+' || c == '-' || c == '%';
  }
}
