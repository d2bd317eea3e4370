/** TLS as a client: towards backends and collectors. */
package io.semanticrouter.tls;
