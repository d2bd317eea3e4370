package io.semanticrouter.config;

/**
 * Told, on a thread that may be kept waiting, when another configuration applies: to the requests
 * that begin after {@code backend.ModelDiscovery} was told. An observer must not fail.
 *
 * @param now differs from {@code before} in nothing that needs a restart
 */
public record ConfigReloaded(RouterConfig before, RouterConfig now) {}
