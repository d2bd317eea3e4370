package io.semanticrouter.chat;

import com.fasterxml.jackson.core.StreamReadConstraints;

/** What the JSON of a client may hold, beside Jackson's own limits. */
public final class JsonLimits {
  /** A factory remembers 6,000 names, whoever sent them: 1,000 characters each at most. */
  public static final StreamReadConstraints OF_CLIENTS =
      StreamReadConstraints.builder().maxNameLength(1_000).build();

  private JsonLimits() {}
}
