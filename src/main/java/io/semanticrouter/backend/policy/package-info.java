/** In which order the endpoints of a model are tried. */
package io.semanticrouter.backend.policy;
