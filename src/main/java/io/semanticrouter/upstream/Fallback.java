package io.semanticrouter.upstream;

/**
 * What is called instead of a model whose endpoints have all failed or are not fit. Asked on the
 * event loop of the call, and only when the request may go on.
 */
@FunctionalInterface
public interface Fallback {
  /**
   * The call to go on with, to endpoints that are fit; it is made if there is one.
   *
   * @return null if nothing is left to call
   */
  UpstreamCall next();
}
