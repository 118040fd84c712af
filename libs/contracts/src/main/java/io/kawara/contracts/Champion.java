package io.kawara.contracts;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;

/** Which version of a model serves, and which served before it: value of {@code alias/NAME/champion} on the registry. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Champion(String model, int version, Integer previous, Instant since, String by) {}
