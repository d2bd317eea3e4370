/**
 * What the embedded encoder says of a text: one forward pass, several answers. The stages read them
 * from {@link io.semanticrouter.understanding.Understanding} and never see the model.
 */
package io.semanticrouter.understanding;
