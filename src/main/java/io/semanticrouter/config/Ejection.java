package io.semanticrouter.config;

import java.time.Duration;

/**
 * When an endpoint that fails requests gets none for a while.
 *
 * @param consecutiveFailures in a row that eject it
 * @param failureRatio share of its last requests that ejects it, 0..1; 0: only failures in a row do
 * @param window how many of its last requests the share is taken of; fewer do not eject it
 * @param duration until one request is let through as a probe
 * @param probes requests that have to succeed, one after the other, before it is back
 */
public record Ejection(
    int consecutiveFailures, double failureRatio, int window, Duration duration, int probes) {}
