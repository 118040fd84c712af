package io.kawara.trainer.catalogue;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.kawara.contracts.Submission;
import java.time.Instant;
import java.util.Map;

/**
 * A record of {@code images} and where its image's file is kept.
 *
 * @param sha256 of the file; null where the record brought none that could be had
 * @param phash null where the file cannot be decoded
 * @param group null where the image belongs to itself alone
 * @param fields the item's own words
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ArchivedImage(
        Submission submission,
        String id,
        String pipeline,
        String sha256,
        Long bytes,
        Long phash,
        String group,
        Map<String, String> fields,
        String source,
        Instant receivedAt) {}
