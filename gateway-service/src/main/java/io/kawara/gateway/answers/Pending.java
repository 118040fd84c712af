package io.kawara.gateway.answers;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.kawara.contracts.Submission;
import java.net.URI;

/** An image that is on its way and not answered yet. Any replica knows it at its {@link #location}. */
public record Pending(String id, Submission submission) implements Reply {
    @JsonProperty
    public String status() {
        return "pending";
    }

    /** By the submission, not the id: that is what every replica can look up in Kafka. */
    @JsonProperty
    public URI location() {
        return URI.create("/v1/images/" + submission);
    }
}
