package io.semanticrouter.security.pii;

import java.util.List;

/** Finds personal data. Pure: one text always gives one answer; safe for use by many threads. */
public interface PiiDetector {
  /** What {@code text} holds, in the order of the text, without overlaps. */
  List<PiiEntity> detect(String text);
}
