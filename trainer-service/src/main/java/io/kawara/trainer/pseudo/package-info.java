/**
 * Makes labels of answers.
 *
 * <p>catalogued answers &rarr; {@code Candidate} &rarr; {@code Selection} by the pipeline's rules &rarr; {@link io.kawara.trainer.pseudo.PseudoLabelling}
 * &rarr; {@code labels}.
 */
package io.kawara.trainer.pseudo;
