package io.kawara.trainer.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kawara.contracts.Label.Kind;
import io.kawara.contracts.LoopRules;
import io.kawara.contracts.ModelVersion;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotsTest {
    @TempDir
    Path folder;

    private SampleCatalogue catalogue;
    private Snapshots snapshots;

    @BeforeEach
    void open() {
        catalogue = new SampleCatalogue(folder.resolve("blobs"));
        snapshots = new Snapshots(catalogue.database().jdbi(), catalogue.blobs(), folder.resolve("snapshots"));
    }

    @AfterEach
    void close() {
        catalogue.close();
    }

    private Snapshots.Made make() throws IOException {
        return snapshots.make(SampleCatalogue.pipeline(LoopRules.defaults()));
    }

    @Test
    void theSameLabelsAreTheSameSnapshotAndAnotherLabelAnother() throws Exception {
        catalogue.labelled("a", 4, false);
        var first = make();
        var again = make();
        catalogue.labelled("b", 1, false);
        var later = make();

        assertThat(again.hash()).isEqualTo(first.hash());
        assertThat(later.hash()).isNotEqualTo(first.hash());
        assertThat(Manifest.read(catalogue.blobs().read(first.hash()))).isEqualTo(first.manifest());
        assertThat(first.folder().manifest()).isEqualTo(first.manifest());
    }

    @Test
    void aPersonGoesBeforeAModelAndALaterWordBeforeAnEarlier() throws Exception {
        catalogue.image("x", SampleCatalogue.picture("night", 1), null);
        catalogue.pseudo("x", "day", null);
        catalogue.label("x", Kind.HUMAN, "day", false, "counts", SampleCatalogue.BEGUN, null);
        String counts =
                catalogue.label("x", Kind.HUMAN, "night", false, "counts", SampleCatalogue.BEGUN.plusSeconds(9), null);
        catalogue.label("x", Kind.HUMAN, "day", false, "withdrawn", SampleCatalogue.BEGUN.plusSeconds(20), null);

        var entries = make().manifest().entries();

        assertThat(entries).singleElement().satisfies(entry -> {
            assertThat(entry.label()).isEqualTo(counts);
            assertThat(entry.labels()).containsExactly("night");
            assertThat(entry.kind()).isEqualTo(Kind.HUMAN);
        });
    }

    @Test
    void whatModelsSaidIsThereWithItsWeightAndItsModels() throws Exception {
        catalogue.labelled("a", 2, false);
        catalogue.image("p", SampleCatalogue.picture("night", 7), null);
        catalogue.pseudo("p", "night", Map.of("night", 0.75, "day", 0.25));

        var manifest = make().manifest();

        assertThat(manifest.count(Kind.PSEUDO)).isEqualTo(1);
        assertThat(manifest.training())
                .filteredOn(entry -> entry.image().equals("p"))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.weight()).isEqualTo(0.9);
                    assertThat(entry.models()).containsExactly("tiny-image@1");
                    assertThat(entry.distribution()).containsEntry("night", 0.75);
                });
    }

    @Test
    void goldenImagesAndTheirGroupAreNotLearntFrom() throws Exception {
        catalogue.labelled("a", 2, false);
        catalogue.image("g", SampleCatalogue.picture("day", 5), "book");
        catalogue.human("g", "day", true);
        catalogue.image("same-book", SampleCatalogue.picture("day", 6), "book");
        catalogue.human("same-book", "day", false);
        catalogue.image("copy", SampleCatalogue.picture("day", 5), null);
        catalogue.pseudo("copy", "day", null);

        var manifest = make().manifest();

        assertThat(manifest.golden()).extracting(Entry::image).containsExactly("g");
        assertThat(manifest.training()).extracting(Entry::image).containsExactly("a-1", "a-2");
    }

    @Test
    void aPictureThatLooksLikeAGoldenOneIsAnErrorThatNamesBoth() throws Exception {
        catalogue.labelled("a", 2, false);
        byte[] drawn = SampleCatalogue.picture("day", 5);
        catalogue.image("g", resized(drawn, 192), null);
        catalogue.human("g", "day", true);
        catalogue.image("smaller", resized(drawn, 160), null);
        catalogue.human("smaller", "day", false);

        assertThatThrownBy(this::make)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("smaller looks the same as golden g")
                .hasMessageContaining("Withdraw one label");
    }

    @Test
    void aManifestWithAGroupOnBothSidesIsRefused() throws Exception {
        var learnt = entry("l", "a".repeat(64), "book", false);
        var golden = entry("g", "b".repeat(64), "book", true);
        var manifest = new Manifest("sky", null, List.of("day"), List.of(learnt, golden));

        assertThatThrownBy(() -> new Leaks(sha256 -> new byte[0]).require(manifest))
                .hasMessageContaining("l is of group book like golden g");
    }

    private static Entry entry(String image, String sha256, String group, boolean golden) {
        return new Entry(
                image,
                sha256,
                null,
                group,
                Kind.HUMAN,
                golden,
                List.of("day"),
                null,
                null,
                1,
                "label-" + image,
                null,
                "");
    }

    private static byte[] resized(byte[] file, int side) throws IOException {
        var picture = ImageIO.read(new ByteArrayInputStream(file));
        var other = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        var graphics = other.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(picture, 0, 0, side, side, null);
        graphics.dispose();
        var png = new ByteArrayOutputStream();
        ImageIO.write(other, "png", png);
        return png.toByteArray();
    }

    @Test
    void withoutALabelOfAPersonThereIsNothingToLearn() throws Exception {
        catalogue.image("p", SampleCatalogue.picture("night", 7), null);
        catalogue.pseudo("p", "night", null);

        assertThatThrownBy(this::make).hasMessageContaining("no label of a person to learn from");
    }

    @Test
    void aFolderThatWasChangedIsNoLongerTheSnapshot() throws Exception {
        catalogue.labelled("a", 2, false);
        var made = make();
        Files.writeString(made.folder().path().resolve("manifest.jsonl"), "\n", StandardOpenOption.APPEND);

        assertThatThrownBy(() -> made.folder().manifest()).hasMessageContaining("no longer the snapshot");
    }

    @Test
    void whatIsForgottenInTheArchiveIsForgottenInTheFolder() throws Exception {
        catalogue.labelled("a", 2, false);
        var made = make();
        var first = made.manifest().entries().get(0);
        Files.delete(catalogue.blobs().find(first.sha256()).orElseThrow());

        assertThatThrownBy(() -> made.folder().image(first))
                .hasMessageContaining("image a-1")
                .hasMessageContaining("deleted since");
    }

    @Test
    void theTablesSayWhichLabelsAndWhichModelsASnapshotHas() throws Exception {
        catalogue.labelled("a", 2, false);
        catalogue.labelled("g", 2, true);
        var made = make();
        var jdbi = catalogue.database().jdbi();
        jdbi.useTransaction(handle -> snapshots.write(handle, made.hash(), made.manifest()));
        jdbi.useTransaction(handle -> snapshots.write(handle, made.hash(), made.manifest()));
        snapshots.learnt(List.of(new ModelVersion(
                "tiny-image", 3, "image-classification", "c".repeat(64), 1, null, null, null, made.hash())));

        List<String> labels = jdbi.withHandle(handle -> handle.createQuery("select label from snapshot_label")
                .mapTo(String.class)
                .list());
        Integer version = jdbi.withHandle(handle -> handle.createQuery(
                        "select version from snapshot_model where snapshot = ? and model = 'tiny-image'")
                .bind(0, made.hash())
                .mapTo(Integer.class)
                .one());
        assertThat(labels)
                .containsExactlyInAnyOrderElementsOf(
                        made.manifest().training().stream().map(Entry::label).toList());
        assertThat(version).isEqualTo(3);
    }
}
