/** The queue before an exporter, and how the export is doing: metrics, log lines, health. */
package io.semanticrouter.tracing.export;
