/**
 * What a request is about: one of the built-in domains, or a category of the configuration file.
 */
package io.semanticrouter.classification;
