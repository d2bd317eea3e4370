/**
 * What Prometheus reads: meters of requests, models and stages, with the traces they came from. The
 * table of all of them is docs/metrics.md.
 */
package io.semanticrouter.metrics;
