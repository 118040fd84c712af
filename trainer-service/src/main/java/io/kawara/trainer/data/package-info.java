/**
 * Labelled rows, and who may learn from which.
 *
 * <p>files &rarr; {@link io.kawara.trainer.data.DataSource} &rarr; {@link io.kawara.trainer.data.DataSet} &rarr; {@link
 * io.kawara.trainer.data.Split}: a holdout that no training sees, and folds of the rest.
 */
package io.kawara.trainer.data;
