/**
 * Searches for a recipe's best settings.
 *
 * <p>{@code what was tried} &rarr; {@link io.kawara.trainer.search.Sampler} &rarr; {@code settings to try} &rarr; {@link
 * io.kawara.trainer.search.Objective} &rarr; {@code score}, until {@link io.kawara.trainer.search.Search} has spent its trials.
 */
package io.kawara.trainer.search;
