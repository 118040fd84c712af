/**
 * Tells records that were written by somebody who may from all others.
 *
 * <p>record, {@link io.kawara.messaging.trust.SigningKey} &rarr; {@link io.kawara.messaging.trust.RecordSignature} in the header {@code signature} &rarr; {@link
 * io.kawara.messaging.trust.RecordVerifier}, before anything of the record is parsed. See {@code docs/decisions/0013-signed-registry.md}.
 */
package io.kawara.messaging.trust;
