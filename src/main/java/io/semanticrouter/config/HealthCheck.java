package io.semanticrouter.config;

import java.time.Duration;

/**
 * How endpoints are asked whether they are well.
 *
 * @param unhealthyAfter failed checks in a row that take requests away
 * @param healthyAfter successful checks in a row that bring them back
 */
public record HealthCheck(
    boolean enabled, Duration interval, Duration timeout, int unhealthyAfter, int healthyAfter) {}
