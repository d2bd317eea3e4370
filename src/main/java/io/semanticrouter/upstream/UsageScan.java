package io.semanticrouter.upstream;

import java.util.Arrays;

/**
 * Reads the data of one event, byte by byte, and says as soon as it can that this will not be a
 * usage event: a JSON object whose {@code choices} are an empty array and that has {@code usage}.
 * It need not be a parser: what passes here is parsed before anybody acts on it.
 */
final class UsageScan {
  private static final byte[] CHOICES = {'c', 'h', 'o', 'i', 'c', 'e', 's'};
  private static final byte[] USAGE = {'u', 's', 'a', 'g', 'e'};

  /** What the next byte outside a string may be. */
  private enum Next {
    OBJECT,
    NAME,
    COLON,
    VALUE,
    END_OF_EMPTY_ARRAY,
    REST_OF_VALUE,
    NOTHING
  }

  private final byte[] name = new byte[CHOICES.length + 1];
  private Next next;
  private int nameLength;
  private int depth;
  private boolean inString;
  private boolean escaped;
  private boolean noChoices;
  private boolean usage;

  UsageScan() {
    restart();
  }

  /** Begins with another event. */
  void restart() {
    next = Next.OBJECT;
    depth = 0;
    inString = false;
    escaped = false;
    noChoices = false;
    usage = false;
  }

  /** True if what was read so far is a usage event from end to end. */
  boolean isComplete() {
    return next == Next.NOTHING;
  }

  /** Takes the next byte; false if, with it, this can no longer become a usage event. */
  boolean accept(byte b) {
    if (inString) {
      return acceptInString(b);
    }
    if (b == ' ' || b == '\n' || b == '\r' || b == '\t') {
      return true;
    }
    return switch (next) {
      case OBJECT -> go(b == '{', Next.NAME);
      case NAME -> acceptName(b);
      case COLON -> go(b == ':', Next.VALUE);
      case VALUE -> acceptValue(b);
      case END_OF_EMPTY_ARRAY -> {
        noChoices = true;
        yield go(b == ']', Next.REST_OF_VALUE);
      }
      case REST_OF_VALUE -> acceptRest(b);
      case NOTHING -> false;
    };
  }

  private boolean go(boolean possible, Next then) {
    next = then;
    return possible;
  }

  private boolean acceptName(byte b) {
    inString = true;
    nameLength = 0;
    return b == '"';
  }

  private boolean acceptInString(byte b) {
    if (escaped) {
      escaped = false;
    } else if (b == '\\') {
      escaped = true;
    } else if (b == '"') {
      inString = false;
      next = next == Next.NAME ? Next.COLON : next;
      return true;
    }
    if (next == Next.NAME && nameLength < name.length) {
      name[nameLength++] = b;
    }
    return b < 0 || b >= ' ';
  }

  private boolean isNamed(byte[] wanted) {
    return Arrays.equals(name, 0, nameLength, wanted, 0, wanted.length);
  }

  private boolean acceptValue(byte b) {
    if (isNamed(CHOICES)) {
      return go(b == '[', Next.END_OF_EMPTY_ARRAY);
    }
    if (isNamed(USAGE) && b != '{') {
      return false;
    }
    usage |= isNamed(USAGE);
    next = Next.REST_OF_VALUE;
    return acceptRest(b);
  }

  private boolean acceptRest(byte b) {
    switch (b) {
      case '"' -> inString = true;
      case '{', '[' -> depth++;
      case ',' -> next = depth == 0 ? Next.NAME : next;
      case '}', ']' -> {
        if (depth > 0) {
          depth--;
        } else {
          next = Next.NOTHING;
          return b == '}' && noChoices && usage;
        }
      }
      default -> {}
    }
    return true;
  }
}
