/**
 * What is to be trained, as a file.
 *
 * <p>YAML &rarr; {@link io.kawara.trainer.recipe.StrictYaml} &rarr; {@link io.kawara.trainer.recipe.Recipe} or {@link
 * io.kawara.trainer.recipe.PipelineFile}. A record's components are the file's keys, so the records here are the reference of every key, its
 * default and its range.
 */
package io.kawara.trainer.recipe;
