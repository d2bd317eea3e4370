package io.semanticrouter.backend;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A bounded queue in which callers take turns, and each caller's own are served in their order. A
 * caller that fills it shuts nobody out: who has fewer waiting takes the last place of who has
 * most. To be used by one thread at a time.
 */
final class FairQueue<T> {
  /** Whose turn it is first; no caller has an empty line. */
  private final Map<String, Deque<T>> lines = new LinkedHashMap<>();

  private int size;

  int size() {
    return size;
  }

  /**
   * Adds an item.
   *
   * @param capacity items there may be, 0 or more
   * @return what there is no room for: null, an item that was there, or {@code item} itself
   */
  T add(String caller, T item, int capacity) {
    T refused = null;
    if (size >= capacity) {
      String longest = longest();
      if (longest == null || length(caller) + 1 >= length(longest)) {
        return item;
      }
      refused = lines.get(longest).peekLast();
      remove(longest, refused);
    }
    lines.computeIfAbsent(caller, _ -> new ArrayDeque<>()).add(item);
    size++;
    return refused;
  }

  private String longest() {
    String longest = null;
    for (String caller : lines.keySet()) {
      if (longest == null || length(caller) > length(longest)) {
        longest = caller;
      }
    }
    return longest;
  }

  private int length(String caller) {
    Deque<T> line = lines.get(caller);
    return line == null ? 0 : line.size();
  }

  /** Who is served next; null if nobody waits. */
  T peek() {
    return lines.isEmpty() ? null : lines.values().iterator().next().peek();
  }

  /** Takes out who is served next; its caller's next turn comes after those of all others. */
  T poll() {
    Map.Entry<String, Deque<T>> turn = lines.entrySet().iterator().next();
    Deque<T> line = turn.getValue();
    lines.remove(turn.getKey());
    T item = line.poll();
    if (!line.isEmpty()) {
      lines.put(turn.getKey(), line);
    }
    size--;
    return item;
  }

  /** Takes out one that waits no longer; false if it was not there. */
  boolean remove(String caller, T item) {
    Deque<T> line = lines.get(caller);
    if (line == null || !line.remove(item)) {
      return false;
    }
    if (line.isEmpty()) {
      lines.remove(caller);
    }
    size--;
    return true;
  }
}
