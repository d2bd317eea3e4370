/** Runs the encoder with onnxruntime, on the JVM and in a native image, without writing a file. */
package io.semanticrouter.understanding.onnx;
