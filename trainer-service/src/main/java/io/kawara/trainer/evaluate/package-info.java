/**
 * Asks a pipeline about rows whose label is known.
 *
 * <p>rows &rarr; {@link io.kawara.trainer.evaluate.OfflineAnswers} (model files, here) or {@link io.kawara.trainer.evaluate.StackAnswers} (Kafka, the
 * running services) &rarr; answers &rarr; {@link io.kawara.trainer.evaluate.Agreement}.
 */
package io.kawara.trainer.evaluate;
