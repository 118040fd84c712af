package io.kawara.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kawara.contracts.Combination;
import io.kawara.contracts.Member;
import io.kawara.contracts.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineYamlTest {
    @TempDir
    Path folder;

    @Test
    void readsAPipelineAndPassesOverHowItsMembersAreTrained() throws Exception {
        var pipeline = PipelineYaml.read(file("""
                name: slips
                ocr: {languages: [eng]}
                combination: log-mean
                members:
                  - {model: slips-text, stage: text, recipe: ../recipes/slips-text.yaml, weight: 0.6}
                """));
        assertThat(pipeline.name()).isEqualTo("slips");
        assertThat(pipeline.combination()).isEqualTo(Combination.LOG_MEAN);
        assertThat(pipeline.members()).containsExactly(new Member("slips-text", Stage.TEXT, 0.6));
    }

    @Test
    void aMisspeltKeyIsAnErrorThatNamesFileAndKey() throws Exception {
        Path file = file("""
                name: slips
                ocr: {languages: [eng]}
                combinaton: mean
                """);
        assertThatThrownBy(() -> PipelineYaml.read(file))
                .hasMessageStartingWith(file + ": there is no key 'combinaton', only [")
                .hasMessageContaining("combination");
    }

    @Test
    void whatNoPipelineMayBeIsAnErrorThatNamesTheFile() throws Exception {
        Path file = file("name: nothing\n");
        assertThatThrownBy(() -> PipelineYaml.read(file))
                .hasMessageStartingWith(file.toString())
                .hasMessageEndingWith("neither reads text nor has a member: it could answer nothing");
    }

    private Path file(String yaml) throws IOException {
        return Files.writeString(folder.resolve("pipeline.yaml"), yaml);
    }
}
