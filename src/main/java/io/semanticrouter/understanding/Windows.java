package io.semanticrouter.understanding;

import java.util.ArrayList;
import java.util.List;

/** How a text of many pieces is parted into windows that the encoder can read. */
final class Windows {
  /**
   * Most pieces of a window, without the marks at its ends. The encoder learned from 126; up to
   * here it reads a text better at once than in two halves, and sooner.
   */
  static final int SIZE = 158;

  /** Pieces that two neighbours share, so that nothing is cut in two for both. */
  static final int OVERLAP = 24;

  private static final int SHORT_HEAD = 28;
  private static final int HEAD = 56;
  private static final int TAIL = 48;

  /** From one piece to another, the second one not included. */
  record Window(int from, int to) {
    int length() {
      return to - from;
    }
  }

  private Windows() {}

  /**
   * The windows that cover all of {@code pieces}, as few as can be and equally long; one even for
   * an empty text.
   */
  static List<Window> of(int pieces) {
    int count = pieces <= SIZE ? 1 : Math.ceilDiv(pieces - OVERLAP, SIZE - OVERLAP);
    long total = pieces + (count - 1L) * OVERLAP;
    List<Window> windows = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int from = (int) (total * i / count) - i * OVERLAP;
      int to = (int) (total * (i + 1) / count) - i * OVERLAP;
      windows.add(new Window(from, to));
    }
    return windows;
  }

  /**
   * The ends of a text of several windows. A short attack weighs little in a window that harmless
   * text fills, most of all where it comes first.
   */
  static List<Window> ends(int pieces) {
    return List.of(
        new Window(0, SHORT_HEAD), new Window(0, HEAD), new Window(pieces - TAIL, pieces));
  }

  /** What a window alone answers for: half of what it shares with its neighbours is theirs. */
  static Window core(List<Window> windows, int index) {
    Window window = windows.get(index);
    int from = index == 0 ? window.from() : middle(windows.get(index - 1), window);
    int to = index == windows.size() - 1 ? window.to() : middle(window, windows.get(index + 1));
    return new Window(from, to);
  }

  private static int middle(Window left, Window right) {
    return (left.to() + right.from()) / 2;
  }
}
