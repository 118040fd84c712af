/**
 * Says which image a person should look at next, and how far the people are.
 *
 * <p>catalogued answers &rarr; {@code Pool} &rarr; {@link io.kawara.trainer.review.ReviewQueue} &rarr; the review page &rarr; {@code labels}.
 */
package io.kawara.trainer.review;
