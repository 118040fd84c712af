package io.kawara.trainer.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kawara.contracts.LoopRules;
import io.kawara.contracts.Member;
import io.kawara.contracts.PageRules;
import io.kawara.contracts.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineFileTest {
    @TempDir
    Path folder;

    @Test
    void pagesHaveRulesAndMembersWithoutRecipes() throws Exception {
        var pipeline = PipelineFile.read(file("""
            name: pages
            task: pages
            pages: {vote: hard, threshold: 0.4}
            members:
              - {model: pages-detector, stage: detector}
              - {model: pages-characters, stage: character, weight: 2}
              - {model: pages-filter, stage: fusion}
            """)).contract();

        assertThat(pipeline.pages())
                .isEqualTo(new PageRules(null, null, PageRules.CharacterVote.HARD, null, null, 0.4));
        assertThat(pipeline.members(Stage.CHARACTER))
                .containsExactly(new Member("pages-characters", Stage.CHARACTER, 2));
    }

    @Test
    void aPipelineSaysHowItLearns() throws Exception {
        var loop = PipelineFile.read(file("""
            name: slips
            members: [{model: slips-image, stage: image, recipe: slips.yaml}]
            loop:
              classes: [bill, receipt]
              pseudo: {policy: gap, kind: soft, weight: 0.5}
              sources: {review: {trust: 1}, '*': {perHour: 100, trust: 0.5, wrong: 0.2}}
              trainings: {file: deploy/pipelines/slips.yaml, afterLabels: 50}
              gate: {least: 100, promote: by-hand}
            """)).contract().learning();

        assertThat(loop.classes()).containsExactly("bill", "receipt");
        assertThat(loop.pseudo())
                .isEqualTo(new LoopRules.Pseudo(
                        LoopRules.Pseudo.Policy.GAP,
                        LoopRules.Pseudo.Kind.SOFT,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        0.5));
        assertThat(loop.sources()).containsEntry("*", new LoopRules.Source(100, 0.5, 0.2));
        assertThat(loop.trainings()).isEqualTo(new LoopRules.Trainings("deploy/pipelines/slips.yaml", 50, null));
        assertThat(loop.gate().promote()).isEqualTo(LoopRules.Gate.Promotion.BY_HAND);
        assertThat(loop.gate().least()).isEqualTo(100);
    }

    @Test
    void aLoopThatLeavesEverythingOutHasTheDefaultsOfTheContract() throws Exception {
        var loop = PipelineFile.read(file("""
            name: slips
            members: [{model: slips-image, stage: image, recipe: slips.yaml}]
            loop: {}
            """)).contract().loop();

        assertThat(loop).isEqualTo(LoopRules.defaults());
    }

    @Test
    void aLoopThatNoPipelineCouldFollowIsAnErrorThatNamesItsKey() throws Exception {
        Path file = file("""
            name: slips
            members: [{model: slips-image, stage: image, recipe: slips.yaml}]
            loop: {pseudo: {fraction: 1.5}}
            """);

        assertThatThrownBy(() -> PipelineFile.read(file)).hasMessageContaining("'pseudo.fraction'");
    }

    @Test
    void pagesAreTrainedModelByModel() throws Exception {
        Path file = file("""
            name: pages
            task: pages
            members: [{model: pages-detector, stage: detector}]
            """);

        var pipeline = PipelineFile.read(file);

        assertThatThrownBy(() -> pipeline.recipes(file, List.of()))
                .hasMessage(file + " reads pages: its models are trained one by one, each by its own recipe");
    }

    @Test
    void aMemberOfAnotherTaskNeedsItsRecipe() throws Exception {
        Path file = file("""
            name: slips
            members: [{model: slips-image, stage: image}]
            """);

        assertThatThrownBy(() -> PipelineFile.read(file))
                .hasMessageStartingWith(file + ":1")
                .hasMessageEndingWith("the key 'members.recipe' of slips-image is missing");
    }

    @Test
    void anOverlapThatIsNoneIsRefusedWithItsLine() throws Exception {
        Path file = file("""
            name: pages
            task: pages
            pages: {suppressFrom: 1.5}
            members: [{model: pages-detector, stage: detector}]
            """);

        assertThatThrownBy(() -> PipelineFile.read(file))
                .hasMessageStartingWith(file + ":3")
                .hasMessageContaining("'suppressFrom' is an overlap in (0,1]: 1.5");
    }

    private Path file(String yaml) throws IOException {
        return Files.writeString(folder.resolve("pipeline.yaml"), yaml);
    }
}
