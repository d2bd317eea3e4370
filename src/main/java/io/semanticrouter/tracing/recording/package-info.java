/** Spans in memory: a lean stand-in for the SDK's span, with what a request needs of it. */
package io.semanticrouter.tracing.recording;
