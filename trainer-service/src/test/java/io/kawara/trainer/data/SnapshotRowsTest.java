package io.kawara.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.kawara.contracts.LoopRules;
import io.kawara.serving.OnnxFile;
import io.kawara.trainer.recipe.Recipe;
import io.kawara.trainer.run.Cards;
import io.kawara.trainer.run.FileTraining;
import io.kawara.trainer.run.RunFolder;
import io.kawara.trainer.run.TinyData;
import io.kawara.trainer.snapshot.SampleCatalogue;
import io.kawara.trainer.snapshot.SnapshotFolder;
import io.kawara.trainer.snapshot.Snapshots;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotRowsTest {
    /** Written for a table that there is none of here. */
    private static final String TEXT = """
        name: tiny-text
        architecture: ngram-linear
        tokenizer: {kind: ngrams, buckets: 4096, wordNgrams: [1], charNgrams: [], maxTokens: 32}
        data: {file: items.csv, id: number, label: article_type, text: [title], group: shop}
        split: {holdout: 0.3, folds: 2}
        train: {epochs: 2, batchSize: 4}
        """;

    @TempDir
    Path folder;

    private SampleCatalogue catalogue;

    @BeforeEach
    void open() {
        catalogue = new SampleCatalogue(folder.resolve("blobs"));
    }

    @AfterEach
    void close() {
        catalogue.close();
    }

    private SnapshotFolder snapshot() throws Exception {
        return new Snapshots(catalogue.database().jdbi(), catalogue.blobs(), folder.resolve("snapshots"))
                .make(SampleCatalogue.pipeline(LoopRules.defaults()))
                .folder();
    }

    private Path recipe(String text) throws Exception {
        return Files.writeString(folder.resolve("tiny.yaml"), text);
    }

    private LabelledData reader() {
        return new LabelledData(folder, folder, line -> {});
    }

    @Test
    void aRecipeOfAnotherTableTrainsFromASnapshotAndTheModelSaysFromWhich() throws Exception {
        catalogue.labelled("a", 12, false);
        catalogue.labelled("g", 4, true);
        var snapshot = snapshot();
        var run = RunFolder.next(folder.resolve("runs"), "tiny-text");

        new FileTraining(recipe(TEXT), List.of()).train(reader(), snapshot.path(), run, false, true, TinyData.quiet());

        var card = OnnxFile.map(run.model("tiny-text")).card();
        assertThat(Cards.snapshot(card)).contains(snapshot.hash());
        assertThat(card.labels()).containsExactly("day", "night");
        assertThat(card.provenance()).containsEntry("rows", 12); // golden ones are what is kept back
    }

    @Test
    void softLabelsAreTargetsAndWeighWhatTheCatalogueSays() throws Exception {
        catalogue.labelled("a", 2, false);
        catalogue.image("p", SampleCatalogue.picture("night", 7), null, Map.of("title", "dark"), null);
        catalogue.pseudo("p", "night", Map.of("night", 0.6, "day", 0.2));
        var recipe = Recipe.read(recipe(TEXT), List.of());

        var data = reader().read(recipe, snapshot().path());

        assertThat(data.rows()).extracting(Row::id).containsExactly("a-1", "a-2");
        assertThat(data.extra()).singleElement().satisfies(row -> {
            assertThat(row.id()).isEqualTo("pseudo/p");
            assertThat(row.weight()).isEqualTo(0.9f);
            assertThat(row.target()).containsExactly(0.25f, 0.75f);
            assertThat(row.fields()).containsExactly(Map.entry("title", "dark"));
        });
    }

    @Test
    void whatWasReadWhenTheImageWasAnsweredIsReadAgainByNobody() throws Exception {
        catalogue.labelled("a", 1, false);
        catalogue.image("b", SampleCatalogue.picture("day", 7), null, null, SampleCatalogue.answer("b", 0.1, "OPEN"));
        catalogue.human("b", "day", false);
        var recipe = Recipe.read(recipe(TEXT.replace("text: [title]", "ocr: {languages: [eng]}")), List.of());

        var data = reader().read(recipe, snapshot().path());

        assertThat(data.rows().get(1).words()).isEqualTo("OPEN");
    }

    @Test
    void aStudentFindsWhatTheTeacherAnswered() throws Exception {
        catalogue.labelled("a", 11, false);
        catalogue.image(
                "b",
                SampleCatalogue.picture("day", 7),
                null,
                Map.of("title", "light"),
                SampleCatalogue.answer("b", 0.25, "x"));
        catalogue.human("b", "day", false);
        var snapshot = snapshot();
        var run = RunFolder.next(folder.resolve("runs"), "tiny-text");
        var student =
                recipe(TEXT + "loss: {teacher: teacher.csv, targetWeight: 0.5, teacherWeight: 0.5, temperature: 2}\n");

        new FileTraining(student, List.of()).train(reader(), snapshot.path(), run, false, false, TinyData.quiet());

        assertThat(run.model("tiny-text")).exists();
        assertThat(Files.readAllLines(snapshot.path().resolve(SnapshotFolder.TEACHER)))
                .startsWith("id,day,night")
                .contains("b,0.75,0.25", "a-1,0.0,1.0");
    }

    @Test
    void goldenRowsAreAsTheServicesSeeThem() throws Exception {
        catalogue.labelled("a", 2, false);
        catalogue.labelled("g", 2, true);

        var golden = SnapshotRows.golden(
                SampleCatalogue.pipeline(LoopRules.defaults()), snapshot().path());

        assertThat(golden.rows()).extracting(Row::id).containsExactly("g-1", "g-2");
        assertThat(golden.rows().get(0).fields()).containsEntry("title", "a dark one");
    }
}
