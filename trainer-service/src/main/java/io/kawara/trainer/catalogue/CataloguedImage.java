package io.kawara.trainer.catalogue;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.kawara.contracts.Submission;
import java.time.Instant;
import java.util.List;

/**
 * An image as it is found.
 *
 * @param status of its answer; null while it has none
 * @param group null where the image belongs to itself alone
 * @param labels what is said of it that counts
 * @param golden whether it is held out to measure by
 * @param distance how many bits its perceptual hash is away from that of the image that was asked about
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CataloguedImage(
        String id,
        Submission submission,
        String pipeline,
        String status,
        String label,
        Double score,
        Double margin,
        Instant receivedAt,
        Instant decidedAt,
        String sha256,
        Long bytes,
        String group,
        List<String> labels,
        boolean golden,
        Integer distance) {
    CataloguedImage withLabels(List<String> counting, boolean isGolden) {
        return new CataloguedImage(
                id,
                submission,
                pipeline,
                status,
                label,
                score,
                margin,
                receivedAt,
                decidedAt,
                sha256,
                bytes,
                group,
                counting,
                isGolden,
                distance);
    }

    CataloguedImage at(int bits) {
        return new CataloguedImage(
                id,
                submission,
                pipeline,
                status,
                label,
                score,
                margin,
                receivedAt,
                decidedAt,
                sha256,
                bytes,
                group,
                labels,
                golden,
                bits);
    }
}
