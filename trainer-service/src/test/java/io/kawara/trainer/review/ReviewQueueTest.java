package io.kawara.trainer.review;

import static io.kawara.trainer.labels.Answers.vote;
import static io.kawara.trainer.labels.Labels.PRODUCTS;
import static io.kawara.trainer.labels.Labels.back;
import static io.kawara.trainer.labels.Labels.golden;
import static io.kawara.trainer.labels.Labels.human;
import static io.kawara.trainer.labels.Labels.sent;
import static org.assertj.core.api.Assertions.assertThat;

import io.kawara.contracts.CharacterBox;
import io.kawara.contracts.LoopRules;
import io.kawara.contracts.Member;
import io.kawara.contracts.Pipeline;
import io.kawara.contracts.Result;
import io.kawara.contracts.ScoredLabel;
import io.kawara.contracts.Stage;
import io.kawara.contracts.Status;
import io.kawara.contracts.Submission;
import io.kawara.contracts.Task;
import io.kawara.trainer.labels.Answers;
import io.kawara.trainer.labels.Ledger;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

public class ReviewQueueTest {
    private static final Pipeline PIPELINE = pipeline(PRODUCTS, Task.SINGLE_LABEL, Stage.IMAGE);

    private final Ledger ledger = new Ledger().with(PIPELINE);

    @Test
    void inTheLongRunEachKindHasItsShareHoweverFewPlacesThereAreAtOnce() {
        var random = new Random(3);
        for (int places : new int[] {1, 7}) {
            var counts = new EnumMap<Kind, Integer>(Kind.class);
            for (int i = 0; i < 7000 / places; i++) {
                Slots.draw(places, random).forEach(kind -> counts.merge(kind, 1, Integer::sum));
            }
            for (var kind : Kind.values()) {
                assertThat(counts.get(kind) / 7000.0)
                        .as("%s of %d", kind, places)
                        .isBetween(kind.share() - 0.02, kind.share() + 0.02);
            }
        }
    }

    @Test
    void showsWhatIsUncertainFirstAndSaysWhy() {
        sure(20);
        ledger.image(Answers.of("unsure", Map.of("Tops", 0.51, "Shoes", 0.49)), null);

        var items = ofKind(Kind.UNCERTAIN);

        assertThat(items.get(0).image()).isEqualTo("unsure");
        assertThat(items.get(0).reason()).isEqualTo("margin 0.02 between Tops and Shoes");
        assertThat(items.get(0).result().label()).isEqualTo("Tops");
    }

    @Test
    void showsWhatModelsDisagreeAbout() {
        sure(20);
        ledger.image(
                Answers.of(
                        "disputed",
                        Map.of("Tops", 0.9, "Shoes", 0.1),
                        Ledger.MORNING,
                        vote("image", 1, Map.of("Tops", 0.9)),
                        vote("text", 1, Map.of("Shoes", 0.8))),
                null);

        var items = ofKind(Kind.DISAGREEMENT);

        assertThat(items.get(0).image()).isEqualTo("disputed");
        assertThat(items.get(0).reason()).isEqualTo("image says Tops (0.90), text says Shoes (0.80)");
    }

    @Test
    void showsWhatIsUnlikeAllThatIsLabelled() {
        sure(20);
        for (int i = 0; i < 5; i++) {
            ledger.take(human("l" + i, "i" + i, "ann", i, "Tops"));
        }
        ledger.image(Answers.of("strange", Map.of("Hats", 0.95, "Other", 0.05)), null);

        var items = ofKind(Kind.FAR);

        assertThat(items.get(0).image()).isEqualTo("strange");
        assertThat(items.get(0).reason()).isEqualTo("like nothing that is labelled: distance 0.99");
    }

    @Test
    void showsWhatNoClassIsLikelyFor() {
        sure(20);
        ledger.image(Answers.of("new", Map.of("a", 0.3, "b", 0.1, "c", 0.1, "d", 0.1, "e", 0.1)), null);

        assertThat(ofKind(Kind.NEW_CLASS).get(0).reason()).isEqualTo("no class above 0.30");
    }

    @Test
    void showsTheLatestOfAClassThatBecameMoreFrequent() {
        sure(20);
        ledger.image(Answers.of("risen", Map.of("Hats", 0.99, "Other", 0.01)), null);

        List<ReviewQueue.Item> items = new ArrayList<>();
        var queue = new ReviewQueue(ledger.jdbi(), pipeline -> Optional.of("Hats"));
        for (long seed = 0; items.isEmpty() && seed < 200; seed++) {
            queue.next(ledger.registry(), PIPELINE, "ann", 10, seed, Set.of()).items().stream()
                    .filter(item -> item.kind() == Kind.DRIFT)
                    .forEach(items::add);
        }

        assertThat(items.get(0).image()).isEqualTo("risen");
    }

    @Test
    void theSameSeedChoosesTheSame() {
        sure(50);

        assertThat(images(next("ann", 10, 7L)))
                .isEqualTo(images(next("ann", 10, 7L)))
                .isNotEqualTo(images(next("ann", 10, 8L)));
    }

    @Test
    void withoutASeedABatchStaysUntilThePersonLabels() {
        sure(50);
        var first = images(next("ann", 10, null));
        assertThat(images(next("ann", 10, null))).isEqualTo(first);

        ledger.take(human("1", first.get(0), "ann", 0, "Tops"));

        assertThat(images(next("ann", 10, null))).isNotEqualTo(first);
    }

    @Test
    void neverShowsWhatThisPersonHasLabelledUnlessItWasTakenBack() {
        sure(12);
        for (int i = 0; i < 11; i++) {
            ledger.take(human("l" + i, "i" + i, "ann", i, "Tops"));
        }
        assertThat(images(next("ann", 10, 1L))).containsExactly("i11");

        ledger.take(back("b", "i3", "ann", 60, "l3"));

        assertThat(images(next("ann", 10, 1L))).containsExactlyInAnyOrder("i3", "i11");
    }

    @Test
    void neverShowsWhatIsHeldOut() {
        sure(2);
        ledger.image(Answers.of("sibling", "Tops", 0.6), "book");
        ledger.image(Answers.of("golden", "Tops", 0.6), "book");
        ledger.take(golden("g", "golden", "bob", 0, "Tops"));

        assertThat(images(next("ann", 10, 1L))).containsExactlyInAnyOrder("i0", "i1");
    }

    @Test
    void neverShowsTwoPicturesThatLookTheSameAtOnce() {
        sure(8);
        ledger.jdbi()
                .useHandle(handle -> handle.execute("update image set phash = 12345 where id in ('i1', 'i2', 'i3')"));

        var images = images(next("ann", 10, 1L));

        assertThat(images).hasSize(6).doesNotHaveDuplicates();
    }

    @Test
    void skipsWhatItIsAskedToSkip() {
        sure(3);

        var items = queue().next(ledger.registry(), PIPELINE, "ann", 10, 1L, Set.of("i1"))
                .items();

        assertThat(images(items)).containsExactlyInAnyOrder("i0", "i2");
    }

    @Test
    void theShareDrawnByLotIsOfAllImagesWhoeverLabelledThem() {
        sure(4);
        for (int i = 0; i < 4; i++) {
            ledger.take(human("l" + i, "i" + i, "bob", i, "Tops"));
        }
        List<ReviewQueue.Item> items = new ArrayList<>();
        for (long seed = 0; seed < 20; seed++) {
            items.addAll(next("ann", 10, seed));
        }

        assertThat(items).isNotEmpty().allMatch(item -> item.kind() == Kind.RANDOM);
    }

    @Test
    void failedAnswersAreNotShown() {
        ledger.image(
                new Result(
                        "broken",
                        new Submission(0, 0),
                        PRODUCTS,
                        Status.FAILED,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        "no image",
                        Ledger.MORNING,
                        Ledger.MORNING),
                null);

        assertThat(next("ann", 10, 1L)).isEmpty();
    }

    @Test
    void countsWhatIsSaidAndWhatIsLeft() {
        var rules = PIPELINE.with(new LoopRules(List.of("Tops", "Shoes"), null, null, null, null, null));
        sure(5);
        ledger.take(human("1", "i1", "ann", 0, "Tops"));

        var batch = queue().next(ledger.registry(), rules, "ann", 1, 1L, Set.of());

        assertThat(batch.classes())
                .containsExactly(new ReviewQueue.ClassCount("Tops", 1), new ReviewQueue.ClassCount("Shoes", 0));
        assertThat(batch.left()).isEqualTo(4);
    }

    @Test
    void pagesAndSeveralLabelsAreRankedToo() {
        var letters = pipeline("letters", Task.MULTI_LABEL, Stage.IMAGE);
        ledger.image(several("clear", 0.99, 0.01), null);
        ledger.image(several("unclear", 0.99, 0.55), null);
        var pages = pipeline("pages", Task.PAGES, Stage.DETECTOR);
        ledger.image(page("good", 0.99), null);
        ledger.image(page("bad", 0.4), null);

        assertThat(ofKind(letters, Kind.UNCERTAIN).get(0)).satisfies(item -> {
            assertThat(item.image()).isEqualTo("unclear");
            assertThat(item.reason()).isEqualTo("b is there with 0.55");
        });
        assertThat(ofKind(pages, Kind.UNCERTAIN).get(0)).satisfies(item -> {
            assertThat(item.image()).isEqualTo("bad");
            assertThat(item.reason()).isEqualTo("a character is U+3042 with 0.40 only");
        });
    }

    @Test
    void accuracyIsOfWhatWasReviewedAndOfWhatWasDrawnByLot() {
        sure(6);
        ledger.take(
                sent("review:uncertain", "1", "i1", "ann", 0, "Shoes"),
                sent("review:random", "2", "i2", "ann", 1, "Tops"),
                sent("review:random", "3", "i3", "bob", 2, "Shoes"),
                sent("import:a", "4", "i4", "file", 3, "Shoes"));

        var progress = ReviewProgress.of(ledger.jdbi(), PIPELINE);

        assertThat(progress.labelled()).isEqualTo(4);
        assertThat(progress.today()).isZero();
        assertThat(progress.byPerson()).extracting(ReviewProgress.Person::by).containsExactly("ann", "bob", "file");
        assertThat(progress.accuracy()).isEqualTo(new ReviewProgress.Accuracy(3, 1, new ReviewProgress.Share(2, 1)));
    }

    @Test
    void accuracyOfSeveralLabelsIsOfAllTogether() {
        var letters = pipeline("letters", Task.MULTI_LABEL, Stage.IMAGE);
        ledger.image(several("i", 0.99, 0.01), null);
        var right = human("1", "i", "ann", 0, "a");
        ledger.take(new io.kawara.contracts.Label(
                right.id(),
                right.image(),
                "letters",
                null,
                "ann",
                "review",
                right.at(),
                List.of("a"),
                null,
                null,
                null,
                null,
                false,
                null));

        assertThat(ReviewProgress.of(ledger.jdbi(), letters).accuracy())
                .isEqualTo(new ReviewProgress.Accuracy(1, 1, new ReviewProgress.Share(0, 0)));
    }

    @Test
    void countsWhatThereIsToLearnFrom() {
        sure(6);
        ledger.take(golden("g", "i0", "bob", 0, "Tops"), human("1", "i1", "ann", 0, "Shoes"));
        ledger.take(io.kawara.trainer.labels.Labels.pseudo("p", "i2", 0, "Tops", "m@1"));
        ledger.take(human("2", "i3", "ann", 0, "Shoes"), human("3", "i3", "bob", 0, "Tops"));

        var data = DataCounts.of(ledger.jdbi(), PIPELINE);

        assertThat(data.images()).isEqualTo(6);
        assertThat(data.labelled()).isEqualTo(1);
        assertThat(data.golden()).isEqualTo(1);
        assertThat(data.pseudo()).isEqualTo(1);
        assertThat(data.pseudoShare()).isEqualTo(0.5);
        assertThat(data.classes())
                .containsExactly(
                        new DataCounts.ClassCount("Shoes", 1, 0, 0, 0), new DataCounts.ClassCount("Tops", 0, 1, 1, 6));
        assertThat(data.sources())
                .containsExactly(
                        new DataCounts.SourceCount("import", 1, 0, 1),
                        new DataCounts.SourceCount("pseudo", 1, 0, 1),
                        new DataCounts.SourceCount("review", 1, 2, 1));
    }

    private void sure(int count) {
        for (int i = 0; i < count; i++) {
            ledger.image(Answers.of("i" + i, "Tops", 0.9 + i * 0.001), null);
        }
    }

    private ReviewQueue queue() {
        return new ReviewQueue(ledger.jdbi(), pipeline -> Optional.empty());
    }

    private List<ReviewQueue.Item> next(String by, int wanted, Long seed) {
        return queue().next(ledger.registry(), PIPELINE, by, wanted, seed, Set.of())
                .items();
    }

    private List<ReviewQueue.Item> ofKind(Kind kind) {
        return ofKind(PIPELINE, kind);
    }

    /** Of the first batch that has one of the kind. */
    private List<ReviewQueue.Item> ofKind(Pipeline pipeline, Kind kind) {
        for (long seed = 0; seed < 100; seed++) {
            var items = queue().next(ledger.registry(), pipeline, "ann", 1, seed, Set.of())
                    .items();
            if (!items.isEmpty() && items.get(0).kind() == kind) {
                return items;
            }
        }
        throw new AssertionError("no " + kind + " in a hundred batches");
    }

    private static List<String> images(List<ReviewQueue.Item> items) {
        return items.stream().map(ReviewQueue.Item::image).toList();
    }

    private static Result several(String id, double a, double b) {
        return new Result(
                id,
                new Submission(0, 0),
                "letters",
                Status.COMPLETE,
                null,
                null,
                List.of(new ScoredLabel("a", a), new ScoredLabel("b", b)),
                List.of("a"),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                Ledger.MORNING,
                Ledger.MORNING);
    }

    private static Result page(String id, double score) {
        return new Result(
                id,
                new Submission(0, 0),
                "pages",
                Status.COMPLETE,
                null,
                null,
                null,
                null,
                null,
                null,
                List.of(
                        new CharacterBox("U+3042", score, 0, 0, 10, 10),
                        new CharacterBox("U+3044", 0.99, 0, 20, 10, 10)),
                null,
                null,
                null,
                null,
                null,
                Ledger.MORNING,
                Ledger.MORNING);
    }

    private static Pipeline pipeline(String name, Task task, Stage stage) {
        return new Pipeline(name, null, null, task, null, List.of(new Member("m", stage, 1)), null, null);
    }
}
