package io.kawara.local;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.kawara.contracts.ExpectedCount;
import io.kawara.contracts.LoopRules;
import io.kawara.contracts.Member;
import io.kawara.contracts.PageRules;
import io.kawara.contracts.Pipeline;
import java.io.IOException;
import java.nio.file.Path;

/** Reads a pipeline as a person writes it: unlike on the topic, a key that is not known is an error. */
final class PipelineYaml {
    private static final ObjectMapper MAPPER = YAMLMapper.builder()
            .addMixIn(Pipeline.class, NothingUnknown.class)
            .addMixIn(Pipeline.Ocr.class, NothingUnknown.class)
            .addMixIn(ExpectedCount.class, NothingUnknown.class)
            .addMixIn(PageRules.class, NothingUnknown.class)
            .addMixIn(LoopRules.class, NothingUnknown.class)
            .addMixIn(LoopRules.Pseudo.class, NothingUnknown.class)
            .addMixIn(LoopRules.Source.class, NothingUnknown.class)
            .addMixIn(LoopRules.Trainings.class, NothingUnknown.class)
            .addMixIn(LoopRules.Gate.class, NothingUnknown.class)
            .addMixIn(Member.class, Trained.class)
            .build();

    @JsonIgnoreProperties(ignoreUnknown = false)
    private interface NothingUnknown {}

    /** Which recipe a member is trained by, and how, is the trainer's business. */
    @JsonIgnoreProperties({"recipe", "settings"})
    private interface Trained {}

    /** @throws IllegalArgumentException that names the file and what is wrong */
    static Pipeline read(Path file) throws IOException {
        try {
            return MAPPER.readValue(file.toFile(), Pipeline.class);
        } catch (ValueInstantiationException e) {
            throw new IllegalArgumentException(file + ": " + e.getCause().getMessage(), e);
        } catch (UnrecognizedPropertyException e) {
            throw new IllegalArgumentException(
                    file + ": there is no key '" + e.getPropertyName() + "', only " + e.getKnownPropertyIds(), e);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(file + ": " + e.getOriginalMessage(), e);
        }
    }

    private PipelineYaml() {}
}
