/**
 * {@code ./kawara bench}: how fast Kawara is beside a peer that does the same work without it, in the same run.
 *
 * <p>Machines differ and are noisy, so every figure is a ratio of two that were measured next to each other.
 */
package io.kawara.bench;
