/**
 * Keeps blobs in Amazon S3, or in what speaks like it.
 *
 * <p>{@code kawara.blobs=s3://BUCKET/PREFIX} &rarr; {@link io.kawara.s3.S3Shelf}.
 */
package io.kawara.s3;
