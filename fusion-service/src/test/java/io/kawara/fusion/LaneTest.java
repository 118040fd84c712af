package io.kawara.fusion;

import static io.kawara.fusion.Samples.NOON;
import static io.kawara.fusion.Samples.NO_MODELS;
import static io.kawara.fusion.Samples.PRODUCTS;
import static io.kawara.fusion.Samples.READING;
import static io.kawara.fusion.Samples.RECEIPTS;
import static io.kawara.fusion.Samples.absent;
import static io.kawara.fusion.Samples.at;
import static io.kawara.fusion.Samples.lookup;
import static io.kawara.fusion.Samples.picture;
import static io.kawara.fusion.Samples.ranked;
import static io.kawara.fusion.Samples.text;
import static io.kawara.fusion.Samples.title;
import static org.assertj.core.api.Assertions.assertThat;

import io.kawara.contracts.Missing;
import io.kawara.contracts.Result;
import io.kawara.contracts.Stage;
import io.kawara.contracts.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ObjLongConsumer;
import org.junit.jupiter.api.Test;

class LaneTest {
    private final Memory<Case> cases = new Memory<>();
    private final Memory<Early> early = new Memory<>();
    private final Memory<Progress> progress = new Memory<>();
    private final List<Result> answers = new ArrayList<>();
    private Lane lane = open();

    @Test
    void leavesNothingBehindWhenAllIsAnswered() {
        submit(0, "products");
        submit(1, "nowhere");
        lane.predicted(title(0, "shoe", 1.0), NOON);
        lane.predicted(picture(0, "shoe", 1.0), NOON);

        assertThat(answers).extracting(Result::status).containsExactly(Status.FAILED, Status.COMPLETE);
        assertThat(cases.items).isEmpty();
        assertThat(early.items).isEmpty();
        assertThat(lane.open()).isZero();
        assertThat(lane.oldest()).isEmpty();
    }

    @Test
    void answersAnImageOnceThoughItComesAgain() {
        submit(5, "nowhere");

        assertThat(lane.submitted(image(5, "nowhere", null), NOON)).isFalse();
        assertThat(lane.submitted(image(3, "nowhere", null), NOON)).isFalse();
        assertThat(answers).hasSize(1);
    }

    @Test
    void keepsWhatIsSaidBeforeTheImageComes() {
        lane.predicted(picture(7, "shoe", 1.0), NOON);
        lane.predicted(picture(7, "sock", 1.0), NOON);
        lane.predicted(title(7, "shoe", 1.0), NOON);
        assertThat(answers).isEmpty();

        submit(7, "products");

        assertThat(answers).singleElement().satisfies(a -> {
            assertThat(a.status()).isEqualTo(Status.COMPLETE);
            assertThat(a.label()).isEqualTo("shoe");
        });
        assertThat(early.items).isEmpty();
    }

    @Test
    void forgetsWhatWasSaidOfOffsetsThatHoldNoImage() {
        lane.predicted(picture(3, "shoe", 1.0), NOON);

        submit(4, "products"); // offset 3 was a transaction's marker

        assertThat(early.items).isEmpty();
        assertThat(lane.predicted(picture(3, "shoe", 1.0), NOON)).isFalse();
    }

    @Test
    void aWordOnAnImageFarAheadPassesNothingOverYet() {
        submit(0, "products");
        lane.predicted(picture(1_000_000, "shoe", 1.0), NOON);
        lane.predicted(title(0, "shoe", 1.0), NOON);
        lane.predicted(picture(0, "shoe", 1.0), NOON);

        assertThat(answers).singleElement().extracting(Result::status).isEqualTo(Status.COMPLETE);
    }

    @Test
    void aStageThatWentOnPassesOverEveryImageBetween() {
        submit(0, "products");
        submit(1, "receipts");
        submit(2, "reading");
        submit(3, "products");
        lane.predicted(title(0, "shoe", 1.0), NOON);
        lane.predicted(picture(3, "shoe", 1.0), NOON);

        assertThat(answers).singleElement().satisfies(a -> {
            assertThat(a.submission()).isEqualTo(at(0));
            assertThat(a.status()).isEqualTo(Status.PARTIAL);
            assertThat(a.label()).isEqualTo("shoe");
            assertThat(a.missing()).containsExactly(new Missing("picture", "passed over"));
        });
        assertThat(lane.open()).isEqualTo(3);
    }

    @Test
    void aStageThatWentOnBeforeTheImageWasReadPassesItOver() {
        lane.predicted(picture(1, "shoe", 1.0), NOON);
        submit(0, "products");
        lane.predicted(title(0, "shoe", 1.0), NOON);
        assertThat(answers).isEmpty();

        submit(1, "products");

        assertThat(answers).singleElement().extracting(Result::submission).isEqualTo(at(0));
    }

    @Test
    void aStageWithTwoModelsPassesNothingOverBetweenThem() {
        var two = Samples.pipeline(
                "two",
                null,
                io.kawara.contracts.Task.SINGLE_LABEL,
                new io.kawara.contracts.Member("a", Stage.IMAGE, 1),
                new io.kawara.contracts.Member("b", Stage.IMAGE, 1));
        lane = new Lane(
                cases, early, progress, lookup(two), NO_MODELS, shadows(), answer -> answers.add(answer.result()));
        submit(0, "two");
        lane.predicted(ranked(0, Stage.IMAGE, "a", 1, "shoe", 1.0), NOON);
        assertThat(answers).isEmpty();

        lane.predicted(ranked(0, Stage.IMAGE, "b", 1, "shoe", 1.0), NOON);

        assertThat(answers).singleElement().extracting(Result::status).isEqualTo(Status.COMPLETE);
    }

    @Test
    void anImageThatEveryStagePassedOverFails() {
        submit(0, "products");
        submit(1, "products");
        lane.predicted(picture(1, "shoe", 1.0), NOON);
        lane.predicted(title(1, "shoe", 1.0), NOON);

        assertThat(answers).first().satisfies(a -> {
            assertThat(a.status()).isEqualTo(Status.FAILED);
            assertThat(a.reason()).isEqualTo("picture: passed over; title: passed over");
        });
    }

    @Test
    void aStageThatSpeaksAgainChangesNothing() {
        submit(0, "products");
        submit(1, "products");
        lane.predicted(picture(0, "shoe", 1.0), NOON);
        lane.predicted(picture(1, "shoe", 1.0), NOON);
        lane.predicted(picture(0, "sock", 1.0), NOON); // it was killed before it committed
        lane.predicted(picture(1, "sock", 1.0), NOON);
        lane.predicted(title(0, "shoe", 1.0), NOON);
        lane.predicted(title(1, "shoe", 1.0), NOON);

        assertThat(answers).extracting(Result::label).containsExactly("shoe", "shoe");
        assertThat(answers).extracting(Result::status).containsOnly(Status.COMPLETE);
    }

    @Test
    void textsAreForgottenWhereNobodyAskedForThem() {
        submit(0, "products");
        lane.read(text(0, "read by chance"), NOON);
        lane.predicted(picture(0, "shoe", 1.0), NOON);
        lane.predicted(title(0, "shoe", 1.0), NOON);

        assertThat(answers).singleElement().satisfies(a -> assertThat(a.text()).isNull());
    }

    @Test
    void continuesAfterARestartWithWhatWasOpen() {
        submit(0, "receipts");
        submit(1, "products", "2026-11-20T12:00:05Z");
        lane.read(text(0, "UNIHAKKA"), NOON);
        lane.predicted(ranked(0, Stage.IMAGE, "paper", 1, "UNIHAKKA", 1.0), NOON);
        lane.predicted(picture(1, "shoe", 1.0), NOON);
        lane.predicted(picture(2, "sock", 1.0), NOON);

        lane = open();
        lane.predicted(ranked(0, Stage.TEXT, "words", 3, "UNIHAKKA", 1.0), NOON);
        lane.predicted(title(1, "shoe", 1.0), NOON);
        submit(2, "products");
        lane.predicted(title(2, "sock", 1.0), NOON);

        assertThat(answers).extracting(Result::label).containsExactly("UNIHAKKA", "shoe", "sock");
        assertThat(answers).extracting(Result::status).containsOnly(Status.COMPLETE);
        assertThat(answers.get(0).text()).isEqualTo("UNIHAKKA");
    }

    @Test
    void aStagesPlaceOutlivesARestart() {
        submit(0, "products");
        submit(1, "products");
        lane.predicted(picture(1, "shoe", 1.0), NOON);
        lane = open();

        lane.predicted(title(0, "shoe", 1.0), NOON);

        assertThat(answers)
                .singleElement()
                .satisfies(a -> assertThat(a.missing()).containsExactly(new Missing("picture", "passed over")));
    }

    @Test
    void deadlinesHoldOverARestart() {
        submit(0, "products", "2026-11-20T12:00:05+00:00");
        submit(1, "products", "2026-11-20T13:00:02+01:00");
        submit(2, "products");
        lane = open();

        lane.expire(NOON.plusSeconds(1));
        assertThat(answers).isEmpty();
        lane.expire(NOON.plusSeconds(2));
        assertThat(answers).extracting(Result::submission).containsExactly(at(1));
        lane.expire(NOON.plusSeconds(60));

        assertThat(answers).extracting(Result::submission).containsExactly(at(1), at(0));
        assertThat(lane.open()).isEqualTo(1);
    }

    @Test
    void saysHowLongTheOldestHasWaited() {
        submit(0, "products");
        submit(1, "products", "2026-11-20T12:00:05Z");
        submit(2, "products");
        lane.expire(NOON.plusSeconds(5));
        assertThat(lane.oldest()).contains(NOON);

        answer(0);
        assertThat(lane.oldest()).contains(NOON.plusSeconds(2));

        answer(2);
        assertThat(lane.oldest()).isEmpty();
        submit(3, "products");
        assertThat(lane.oldest()).contains(NOON.plusSeconds(3));
    }

    @Test
    void refusesADeadlineThatIsNoTime() {
        submit(0, "products", "in a minute");

        assertThat(answers).singleElement().satisfies(a -> {
            assertThat(a.status()).isEqualTo(Status.FAILED);
            assertThat(a.reason()).isEqualTo("ce_expirytime is not a time as RFC 3339 writes it: in a minute");
        });
    }

    private void answer(long offset) {
        lane.predicted(absent(offset, Stage.TEXT, null, "not now"), NOON);
        lane.predicted(absent(offset, Stage.IMAGE, null, "not now"), NOON);
    }

    private void submit(long offset, String pipeline) {
        submit(offset, pipeline, null);
    }

    private void submit(long offset, String pipeline, String expiry) {
        assertThat(lane.submitted(image(offset, pipeline, expiry), NOON)).isTrue();
    }

    private static Submitted image(long offset, String pipeline, String expiry) {
        return new Submitted(at(offset), "image-" + offset, pipeline, NOON.plusSeconds(offset), expiry, null);
    }

    private Lane open() {
        return new Lane(
                cases,
                early,
                progress,
                lookup(PRODUCTS, RECEIPTS, READING),
                NO_MODELS,
                shadows(),
                answer -> answers.add(answer.result()));
    }

    private static Shadows shadows() {
        return new Shadows(0, new Memory<>(), new Memory<>(), lookup());
    }

    private static final class Memory<T> implements Shelf<T> {
        final TreeMap<Long, T> items = new TreeMap<>();

        @Override
        public Optional<T> find(long offset) {
            return Optional.ofNullable(items.get(offset));
        }

        @Override
        public void put(long offset, T item) {
            items.put(offset, item);
        }

        @Override
        public void remove(long offset) {
            items.remove(offset);
        }

        @Override
        public void forEach(ObjLongConsumer<T> reader) {
            items.forEach((offset, item) -> reader.accept(item, offset));
        }
    }
}
