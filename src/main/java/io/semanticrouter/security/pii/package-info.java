/** Finds personal data in prompts and decides by a model's policy whether it may pass. */
package io.semanticrouter.security.pii;
