package io.semanticrouter.understanding;

import java.util.ArrayList;
import java.util.List;

/** How a text of many pieces is parted into windows that the encoder can read. */
final class Windows {
  /** Pieces a window, without the marks at its ends: the encoder learned from windows of 128. */
  static final int SIZE = 126;

  /** Pieces that two neighbours share, so that nothing is cut in two for both. */
  static final int OVERLAP = 32;

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

  /** The windows that cover all of {@code pieces}; one even for an empty text. */
  static List<Window> of(int pieces) {
    List<Window> windows = new ArrayList<>();
    int from = 0;
    while (from + SIZE < pieces) {
      windows.add(new Window(from, from + SIZE));
      from += SIZE - OVERLAP;
    }
    // A last one of full length tells more than a short rest would.
    windows.add(new Window(Math.max(0, windows.isEmpty() ? 0 : pieces - SIZE), pieces));
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
