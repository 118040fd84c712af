package io.kawara.contracts;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;

/**
 * Which version of a model may take the champion's place: value of {@code alias/NAME/challenger} on the registry.
 *
 * @param shadow whether it answers the live stream, without its votes being counted
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Challenger(String model, int version, boolean shadow, Instant since, String by) {}
