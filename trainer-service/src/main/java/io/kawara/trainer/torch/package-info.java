/**
 * Runs graphs on libtorch with gradients: the only package that knows DJL.
 *
 * <p>{@code ONNX graph} &rarr; {@code TorchScript source} &rarr; {@code network} &rarr; {@code loss, logits, weights}.
 */
package io.kawara.trainer.torch;
