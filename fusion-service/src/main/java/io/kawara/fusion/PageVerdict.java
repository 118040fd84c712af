package io.kawara.fusion;

import io.kawara.contracts.CharacterBox;
import io.kawara.contracts.Member;
import io.kawara.contracts.PageRules;
import io.kawara.contracts.PageSize;
import io.kawara.contracts.Prediction;
import io.kawara.contracts.Result;
import io.kawara.contracts.Stage;
import io.kawara.contracts.Status;
import io.kawara.contracts.Vote;
import io.kawara.pages.CharacterFusion;
import io.kawara.pages.FoundBoxes;
import io.kawara.pages.Layout;
import io.kawara.pages.PageDecision;
import io.kawara.pages.PageReading;
import io.kawara.pages.ReadingOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Writes the answer to a page: its characters in reading order, by all that detectors and classifiers said, judged by the pipeline's models of
 * {@link Stage#FUSION}. Where nobody could read them, the characters that were found.
 */
final class PageVerdict {
    private final ModelLookup models;

    PageVerdict(ModelLookup models) {
        this.models = models;
    }

    /** What is answered, and by which votes. */
    private record Answered(Case votes, List<CharacterBox> characters, boolean read) {}

    Result write(Case closed, Decision.Close decision, Instant now) {
        var answered = decision.status() == Status.FAILED ? new Answered(closed, List.of(), false) : answer(closed);
        var order = ReadingOrder.of(answered.characters(), Layout.AUTO);
        return new Result(
                closed.id(),
                closed.submission(),
                closed.pipeline().name(),
                decision.status(),
                null,
                null,
                null,
                null,
                closed.read() == null ? null : closed.read().text(),
                closed.read() == null ? null : closed.read().lines(),
                order.order().stream().map(answered.characters()::get).toList(),
                answered.read() ? order.transcription() : null,
                null,
                votes(answered.votes()),
                answered.votes().missing(),
                decision.reason(),
                closed.receivedAt(),
                now);
    }

    private Answered answer(Case closed) {
        PageRules rules = closed.pipeline().pages();
        List<PageReading> readings = new ArrayList<>();
        Case votes = closed;
        for (Member member : closed.pipeline().members(Stage.CHARACTER)) {
            Prediction read = closed.votes().get(member.model());
            if (read == null || read.candidates() == null) {
                continue;
            }
            var reading = new PageReading(member.model(), member.weight(), read.characters(), read.candidates());
            if (readings.isEmpty() || reading.isOfTheBoxesOf(readings.get(0))) {
                readings.add(reading);
            } else {
                votes = votes.withInstead(otherBoxes(read, readings.get(0).model()));
            }
        }
        if (readings.isEmpty()) {
            boolean nothingToRead = !closed.answers(Stage.CHARACTER).isEmpty();
            var found = closed.answers(Stage.DETECTOR);
            return new Answered(
                    closed,
                    nothingToRead || found.isEmpty() ? List.of() : FoundBoxes.of(closed.pipeline(), found),
                    nothingToRead);
        }
        try (var judges = PageJudges.of(closed.pipeline(), models)) {
            var page = CharacterFusion.fuse(size(closed), readings, rules);
            var decide = judges.together();
            var characters = new PageDecision(rules, decide.secondLevel(), decide.filter()).decide(page);
            for (Prediction said : judges.predictions(closed.submission())) {
                votes = votes.withInstead(said);
            }
            return new Answered(votes, characters, true);
        }
    }

    /** A detector that was swapped while the page came twice: what was read in its earlier boxes fits to none of the later ones. */
    private static Prediction otherBoxes(Prediction read, String than) {
        return Prediction.failed(
                read.submission(),
                read.pipeline(),
                read.stage(),
                read.model(),
                read.version(),
                "it reads other boxes than " + than);
    }

    /** As a detector says; without one, as far as boxes go. */
    private static PageSize size(Case closed) {
        return closed.answers(Stage.DETECTOR).stream()
                .map(Prediction::page)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseGet(() -> {
                    var boxes = closed.votes().values().stream()
                            .flatMap(vote -> vote.characters().stream())
                            .toList();
                    int right = boxes.stream()
                            .mapToInt(box -> box.x() + box.w())
                            .max()
                            .orElse(1);
                    int bottom = boxes.stream()
                            .mapToInt(box -> box.y() + box.h())
                            .max()
                            .orElse(1);
                    return new PageSize(Math.max(1, right), Math.max(1, bottom));
                });
    }

    /** Each stage has its own question, so weights are shares of a stage's. */
    private static List<Vote> votes(Case closed) {
        Stream<Vote> counted = Stream.of(Stage.DETECTOR, Stage.CHARACTER, Stage.FUSION)
                .flatMap(stage -> Verdict.votes(closed, closed.pipeline().members(stage), List.of()).stream());
        return Stream.concat(counted, Verdict.shadows(closed, List.of()).stream())
                .toList();
    }
}
