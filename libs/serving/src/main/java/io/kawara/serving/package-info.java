/**
 * Runs models: one ONNX file each, with everything needed to serve it in its {@link io.kawara.serving.ModelCard}.
 *
 * <p>registry &rarr; {@link io.kawara.serving.LiveModels} &rarr; {@link io.kawara.serving.OnnxModel} &rarr; scores. The only importer of ONNX
 * Runtime.
 */
package io.kawara.serving;
