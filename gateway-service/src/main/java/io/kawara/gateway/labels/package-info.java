/**
 * What people say of images: checked, given an id and sent.
 *
 * <p>request &rarr; {@link io.kawara.gateway.labels.Labels} &rarr; {@code labels}.
 */
package io.kawara.gateway.labels;
