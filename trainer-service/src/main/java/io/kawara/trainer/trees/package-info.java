/**
 * Boosted trees over rows of numbers: which characters of a page are none, and which of a box's candidates is the right one.
 *
 * <p>Pages that were read &rarr; {@link io.kawara.trainer.trees.Examples} &rarr; LightGBM and XGBoost, fold by fold &rarr; {@link
 * io.kawara.trainer.trees.Forest} &rarr; one ONNX graph.
 */
package io.kawara.trainer.trees;
