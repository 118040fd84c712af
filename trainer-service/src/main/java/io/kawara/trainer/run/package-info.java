/**
 * A recipe's way from data to a model file, and a pipeline's from recipes to weights.
 *
 * <p>recipe, data &rarr; {@link io.kawara.trainer.run.ModelTraining} &rarr; out-of-fold logits and the model file &rarr; {@link
 * io.kawara.trainer.run.FusionSearch} &rarr; weights &rarr; {@link io.kawara.trainer.run.Measurement} on the holdout. Everything lies in a {@link
 * io.kawara.trainer.run.RunFolder}.
 */
package io.kawara.trainer.run;
