/**
 * What every service does with Kafka, so that each does it alike: JSON and headers, the live view of the registry, the check that all lanes
 * match, the conveyor that overlaps two steps, and the stage's metrics.
 *
 * <p>Needs no more than Kafka's client, Jackson and Micrometer, so light services stay light.
 */
package io.kawara.messaging;
