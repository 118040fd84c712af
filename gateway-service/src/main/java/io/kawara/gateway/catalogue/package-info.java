/**
 * Asks the catalogue, which remembers what the topics no longer hold: every image, its answer, its labels, and what was made of them.
 *
 * <p>request &rarr; {@link io.kawara.gateway.catalogue.Catalogue} &rarr; the catalogue's HTTP &rarr; response, as it came.
 */
package io.kawara.gateway.catalogue;
