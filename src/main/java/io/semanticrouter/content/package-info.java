/**
 * What was asked and answered, for traces whose operator opted in ({@code
 * observability.tracing.capture_content}): collected to a bounded length, with personal data masked
 * before a span gets it.
 */
package io.semanticrouter.content;
