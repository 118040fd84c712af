package io.kawara.detector;

import static io.kawara.detector.Drawn.box;
import static io.kawara.detector.Drawn.page;
import static io.kawara.detector.Drawn.places;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kawara.contracts.CharacterBox;
import io.kawara.contracts.Outcome;
import io.kawara.contracts.PageRules.Detectors;
import io.kawara.contracts.Prediction;
import io.kawara.contracts.Stage;
import io.kawara.contracts.Submission;
import io.kawara.messaging.BlobStore;
import io.kawara.serving.Device;
import io.kawara.serving.LiveModels;
import io.kawara.serving.SessionSettings;
import io.kawara.serving.TestRegistry;
import io.kawara.serving.TinyDetector;
import io.kawara.vision.ImageLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CharacterDetectorTest {
    private static final CharacterBox FIRST = box(30, 40, 20, 32);
    private static final CharacterBox SECOND = box(100, 60, 36, 16);

    @TempDir
    Path folder;

    private TestRegistry registry;
    private LiveModels models;
    private CharacterDetector detector;

    @BeforeEach
    void open() {
        registry = new TestRegistry(new BlobStore(folder));
        models = new LiveModels(
                new BlobStore(folder), new SessionSettings(Device.CPU, 1), Stage.DETECTOR, (model, version) -> {});
        detector = new CharacterDetector(models, ImageLimits.DEFAULT, 1 << 16, 2);
        serve("dark", 400);
        registry.pipeline(Drawn.pipeline("pages", null, "dark"));
        models.follow(registry.now());
    }

    @AfterEach
    void close() {
        detector.close();
        models.close();
    }

    private void serve(String name, int longSide) {
        var card = TinyDetector.card(name, 1, longSide, 128, 64);
        registry.serve(card, TinyDetector.file(card));
    }

    @Test
    void findsTheCharactersOfPagesOfAnySize() throws Exception {
        var found = detect(
                "pages",
                page(400, 200, FIRST, SECOND),
                page(200, 400, FIRST),
                page(400, 400),
                page(400, 1),
                page(1, 1));

        assertThat(found).allSatisfy(one -> {
            assertThat(one.reason()).isEmpty();
            assertThat(one.predictions()).hasSize(1);
            assertThat(one.predictions().get(0).outcome()).isEqualTo(Outcome.OK);
            assertThat(one.predictions().get(0).characters()).isEqualTo(one.boxes());
        });
        assertThat(places(found.get(0).boxes())).containsExactlyInAnyOrder(FIRST, SECOND);
        assertThat(places(found.get(1).boxes())).containsExactly(FIRST);
        assertThat(found.subList(2, 5))
                .allSatisfy(one -> assertThat(one.boxes()).isEmpty());
        assertThat(found.get(3).predictions().get(0).submission()).isEqualTo(new Submission(0, 3));
        assertThat(found.get(0).predictions().get(0).model()).isEqualTo("dark");
    }

    @Test
    void aPageThatCannotBeDecodedFailsAlone() throws Exception {
        var found = detect("pages", page(400, 200, FIRST), "no image".getBytes(UTF_8), page(400, 200, SECOND));

        assertThat(places(found.get(0).boxes())).containsExactly(FIRST);
        assertThat(places(found.get(2).boxes())).containsExactly(SECOND);
        var failed = found.get(1);
        assertThat(failed.boxes()).isEmpty();
        assertThat(failed.predictions()).extracting(Prediction::outcome).containsExactly(Outcome.FAILED);
        assertThat(failed.reason())
                .hasValue(failed.predictions().get(0).reason())
                .hasValueSatisfying(reason -> assertThat(reason).contains("not an image"));
    }

    @Test
    void aPageThatIsCutOffFailsAlone() throws Exception {
        var whole = page(400, 200, FIRST, SECOND);
        var found = detect("pages", java.util.Arrays.copyOf(whole, whole.length - 40), whole);

        assertThat(found.get(0).predictions().get(0).outcome()).isEqualTo(Outcome.FAILED);
        assertThat(found.get(0).reason()).isNotEmpty();
        assertThat(found.get(1).boxes()).hasSize(2);
    }

    @Test
    void saysWhyAFileCannotBeHad() throws Exception {
        var page = new SubmittedPage(new Submission(0, 0), "pages", () -> {
            throw new IOException("the image blob:ab is not in the blob store");
        });
        assertThat(detect(List.of(page).iterator()).get(0).reason())
                .hasValue("the image blob:ab is not in the blob store");
    }

    @Test
    void answersForTheStageWhereThePipelineIsNotKnown() throws Exception {
        var found = detect("unheard-of", page(400, 200, FIRST)).get(0);

        assertThat(found.predictions()).singleElement().satisfies(one -> {
            assertThat(one.model()).isNull();
            assertThat(one.outcome()).isEqualTo(Outcome.ABSENT);
        });
        assertThat(found.reason()).hasValue("pipeline unheard-of is not known to the detector stage");
    }

    @Test
    void hasNothingToSayWherePipelinesHaveNoDetectors() throws Exception {
        models.follow(registry.pipeline("labels", Stage.IMAGE, "colours").now());
        var page = new SubmittedPage(new Submission(0, 0), "labels", () -> {
            throw new AssertionError("nobody needs the file");
        });

        assertThat(detect(List.of(page).iterator()).get(0))
                .isEqualTo(new FoundPage(List.of(), List.of(), java.util.Optional.empty()));
    }

    @Test
    void severalDetectorsEachAnswerAndTheirBoxesAreBlended() throws Exception {
        serve("half", 200);
        registry.pipeline(Drawn.pipeline("both", Detectors.FUSE, "dark", "half"))
                .pipeline(Drawn.pipeline("all", Detectors.ALL, "dark", "half"));
        models.follow(registry.now());
        var picture = page(400, 200, FIRST, SECOND);

        var both = detect("both", picture).get(0);
        assertThat(both.predictions()).extracting(Prediction::model).containsExactly("dark", "half");
        assertThat(both.boxes()).hasSize(2);
        assertThat(detect("all", picture).get(0).boxes()).hasSize(4);
    }

    @Test
    void readsThePageWithTheDetectorsThatAreThere() throws Exception {
        models.follow(registry.pipeline(Drawn.pipeline("half-there", Detectors.FUSE, "dark", "nobody"))
                .now());

        var found = detect("half-there", page(400, 200, FIRST)).get(0);
        assertThat(found.predictions()).extracting(Prediction::outcome).containsExactly(Outcome.OK, Outcome.ABSENT);
        assertThat(places(found.boxes())).containsExactly(FIRST);
        assertThat(found.reason()).isEmpty();
    }

    @Test
    void decodesNoMoreAtOnceThanFitsIntoMemory() throws Exception {
        var huge = page(4000, 4000);
        var pages = submitted("pages", page(400, 200), huge, huge);

        for (int expected : new int[] {2, 1}) {
            try (var round = detector.prepare(pages)) {
                assertThat(round.votes().ballots()).hasSize(expected);
                assertThat(round.decoded()).hasSize(expected);
            }
        }
        assertThat(pages.hasNext()).isFalse();
    }

    @Test
    void refusesSettingsThatMakeNoSense() {
        assertThatThrownBy(() -> new CharacterDetector(models, ImageLimits.DEFAULT, 0, 1))
                .hasMessage("kawara.detector.pixels and kawara.detector.decoders must be at least 1: 0, 1");
    }

    private List<FoundPage> detect(String pipeline, byte[]... files) throws Exception {
        return detect(submitted(pipeline, files));
    }

    private List<FoundPage> detect(Iterator<SubmittedPage> pages) throws Exception {
        try (var round = detector.prepare(pages)) {
            return detector.detect(round);
        }
    }

    private static Iterator<SubmittedPage> submitted(String pipeline, byte[]... files) {
        var pages = new ArrayList<SubmittedPage>();
        for (var file : files) {
            pages.add(new SubmittedPage(new Submission(0, pages.size()), pipeline, () -> file));
        }
        return pages.iterator();
    }
}
