/**
 * Trains a graph on batches until it is good, and can be stopped and resumed without changing a bit of the outcome.
 *
 * <p>{@code graph, settings, batches} &rarr; {@link io.kawara.trainer.training.Training} &rarr; {@code graph with better
 * weights}. A caller brings a {@link io.kawara.trainer.training.BatchSource}, an {@link
 * io.kawara.trainer.training.Evaluator} and a {@link io.kawara.trainer.training.Progress}:
 *
 * <pre>{@code
 * var graph = Architecture.of("small-cnn", Map.of("width", 24)).build(new ImageShape(96, 96, 3), labels.size(), seed);
 * var trained = new Training(graph, settings, source, evaluator, folder, progress).run();
 * trained.graph().withMetadata("kawara.card", card).write(file);
 * }</pre>
 */
package io.kawara.trainer.training;
