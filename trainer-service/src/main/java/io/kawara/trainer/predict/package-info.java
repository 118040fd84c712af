/**
 * Answers files in bulk, without a stack: the same model files, views and fusion as the services.
 *
 * <p>rows &rarr; {@link io.kawara.trainer.predict.Ensemble} &rarr; {@link io.kawara.trainer.predict.BulkAnswers} &rarr; {@link
 * io.kawara.trainer.predict.AnswerFile}, in one of the {@link io.kawara.trainer.predict.AnswerFormat}s.
 */
package io.kawara.trainer.predict;
