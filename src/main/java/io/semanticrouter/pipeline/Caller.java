package io.semanticrouter.pipeline;

/**
 * Who asks. Null where nothing is known.
 *
 * @param userId the header {@code x-user-id}, else the body's user, else the key's name
 * @param identity whose answers the cache may replay; differs wherever two callers might
 * @param party who shares turns with whom where requests wait; unlike the identity, nothing that
 *     the holder of a client key can choose
 */
public record Caller(
    String requestId, String userId, String sessionId, String identity, String party) {

  /** What the requests of a conversation have in common, or null where it is not known. */
  public String affinity() {
    return sessionId != null ? sessionId : userId;
  }

  /** The ids are the caller's own business: not for logs. */
  @Override
  public String toString() {
    return "Caller[requestId=" + requestId + "]";
  }
}
