/**
 * Hands models over to whoever serves.
 *
 * <p>model file &rarr; {@link io.kawara.trainer.publish.Publisher} &rarr; blob store and registry. A file from elsewhere becomes a model by {@link
 * io.kawara.trainer.publish.Adoption}.
 */
package io.kawara.trainer.publish;
