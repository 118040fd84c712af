/**
 * The architectures that can be trained from nothing, each an ONNX graph builder.
 *
 * <p>{@code name, options} &rarr; {@link io.kawara.trainer.zoo.Architecture} &rarr; {@code graph with first weights}.
 * Adding one is adding a class and its line in {@link io.kawara.trainer.zoo.Architecture#of}.
 */
package io.kawara.trainer.zoo;
