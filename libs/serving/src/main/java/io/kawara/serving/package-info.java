/**
 * Runs models: one ONNX file each, with everything needed to serve it in its {@link io.kawara.serving.ModelCard}.
 *
 * <p>The only importer of ONNX Runtime.
 */
package io.kawara.serving;
