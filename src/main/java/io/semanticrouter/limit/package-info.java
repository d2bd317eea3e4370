/** How much a caller may ask for in a minute. */
package io.semanticrouter.limit;
