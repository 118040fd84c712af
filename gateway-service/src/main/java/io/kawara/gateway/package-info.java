/**
 * REST, server-sent events and the page in front of the topics.
 *
 * <p>request &rarr; {@link io.kawara.gateway.intake.Submissions} &rarr; {@code images} &hellip; {@code results} &rarr;
 * {@link io.kawara.gateway.answers.Answers} &rarr; response. Start reading at {@link ImagesResource}. Keeps no state that another replica
 * needs: each follows all of {@code results} and answers its own callers.
 */
package io.kawara.gateway;
