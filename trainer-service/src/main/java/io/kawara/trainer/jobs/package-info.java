/**
 * Spreads trainings over machines.
 *
 * <p>{@code trainings} (requests) &rarr; {@link io.kawara.trainer.jobs.Worker} &rarr; {@link io.kawara.trainer.jobs.Job} &rarr; {@code trainings}
 * (progress). All workers are one consumer group; {@link io.kawara.trainer.jobs.IdleFirst} gives what waits to those that have nothing to do.
 * {@link io.kawara.trainer.jobs.TrainingReader} shows what was asked for and how it gets on.
 */
package io.kawara.trainer.jobs;
