package io.semanticrouter.backend;

import io.semanticrouter.config.EndpointId;
import java.util.Set;

/**
 * Told when endpoints that the configuration no longer has are without requests, so that whoever
 * keeps something of theirs lets go of it.
 */
public record EndpointsRetired(Set<EndpointId> ids) {}
