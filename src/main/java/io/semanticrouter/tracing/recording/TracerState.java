package io.semanticrouter.tracing.recording;

import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.SpanProcessor;

/**
 * What the spans of one tracer have in common.
 *
 * @param processor is told of their start and end
 */
public record TracerState(
    SpanLimits limits,
    SpanProcessor processor,
    Resource resource,
    InstrumentationScopeInfo scope) {}
