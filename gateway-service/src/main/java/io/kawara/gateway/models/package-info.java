/**
 * Says which model serves and did, and changes it.
 *
 * <p>request &rarr; {@link io.kawara.gateway.models.Models} &rarr; registry, history.
 */
package io.kawara.gateway.models;
