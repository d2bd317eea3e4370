/** The one hash that keys, texts and files are known by. */
package io.semanticrouter.hash;
