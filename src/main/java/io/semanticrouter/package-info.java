/** A semantic router for vLLM backends: see docs/architecture.md. */
package io.semanticrouter;
