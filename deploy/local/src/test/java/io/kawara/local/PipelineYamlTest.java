package io.kawara.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kawara.contracts.Combination;
import io.kawara.contracts.LoopRules;
import io.kawara.contracts.Member;
import io.kawara.contracts.PageRules;
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
    void readsHowPagesAreDecided() throws Exception {
        var pipeline = PipelineYaml.read(file("""
            name: pages
            task: pages
            pages: {vote: hard, falsePositiveBias: 0.2, threshold: 0.4}
            members:
              - {model: pages-detector, stage: detector, weight: 1}
              - {model: pages-characters, stage: character, weight: 2}
              - {model: pages-filter, stage: fusion, weight: 1}
            """));
        assertThat(pipeline.pages()).isEqualTo(new PageRules(null, null, PageRules.CharacterVote.HARD, null, 0.2, 0.4));
        assertThat(pipeline.members(Stage.FUSION)).containsExactly(new Member("pages-filter", Stage.FUSION, 1));
    }

    @Test
    void readsHowAPipelineLearns() throws Exception {
        var pipeline = PipelineYaml.read(file("""
            name: slips
            ocr: {languages: [eng]}
            loop:
              pseudo: {policy: top-fraction, kind: soft}
              gate: {promote: by-hand}
            """));
        assertThat(pipeline.learning().pseudo().kind()).isEqualTo(LoopRules.Pseudo.Kind.SOFT);
        assertThat(pipeline.learning().gate().promote()).isEqualTo(LoopRules.Gate.Promotion.BY_HAND);
    }

    @Test
    void aMisspeltKeyOfTheLoopIsAnErrorThatNamesIt() throws Exception {
        Path file = file("""
            name: slips
            ocr: {languages: [eng]}
            loop: {gate: {promotes: by-hand}}
            """);
        assertThatThrownBy(() -> PipelineYaml.read(file)).hasMessageContaining("there is no key 'promotes'");
    }

    @Test
    void aMisspeltKeyOfPagesIsAnErrorThatNamesIt() throws Exception {
        Path file = file("""
            name: pages
            task: pages
            pages: {treshold: 0.4}
            members:
              - {model: pages-detector, stage: detector, weight: 1}
            """);
        assertThatThrownBy(() -> PipelineYaml.read(file))
                .hasMessageStartingWith(file + ": there is no key 'treshold', only [")
                .hasMessageContaining("threshold");
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
