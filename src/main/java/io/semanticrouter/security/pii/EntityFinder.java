package io.semanticrouter.security.pii;

import java.util.List;

/**
 * Finds the entities of one type or family.
 *
 * <p>Every finder starts from anchors (a run of digits, an {@code @}, a colon, a dot) of which a
 * text has at most as many as characters, and looks at a number of characters around an anchor that
 * a constant bounds. Its work is therefore linear in the length of the text, whatever the text.
 */
interface EntityFinder {
  /** False if {@code text} cannot hold what this finder looks for; must be cheap. */
  boolean mayFind(ScannedText text);

  void find(ScannedText text, List<PiiEntity> found);
}
