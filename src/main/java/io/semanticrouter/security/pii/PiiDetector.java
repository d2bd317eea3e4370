package io.semanticrouter.security.pii;

import io.semanticrouter.understanding.Understanding;
import java.util.List;

/** Finds personal data. One text always gives one answer; safe for use by many threads. */
public interface PiiDetector {
  /**
   * What a text holds, in its order, without overlaps.
   *
   * @param understanding what the encoder says of the text; without it only what has a structure is
   *     found
   */
  List<PiiEntity> detect(String text, Understanding understanding);
}
