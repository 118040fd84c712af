package io.kawara.fusion;

import static java.util.stream.Collectors.toMap;

import io.kawara.contracts.Member;
import io.kawara.contracts.Outcome;
import io.kawara.contracts.Pipeline;
import io.kawara.contracts.Prediction;
import io.kawara.contracts.Result;
import io.kawara.contracts.ScoreFusion;
import io.kawara.contracts.ScoredLabel;
import io.kawara.contracts.Status;
import io.kawara.contracts.Task;
import io.kawara.contracts.Vote;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Writes the answer to a case, so that it explains itself. Pages have a {@link PageVerdict}. */
final class Verdict {
    /** A vote shows its best scores; the answer those of more labels, but not the tail of thousands. */
    private static final int SCORES_OF_A_VOTE = 5;

    private static final int SCORES = 30;

    static Result write(Case closed, Decision.Close decision, Instant now) {
        Pipeline pipeline = closed.pipeline();
        List<ScoredLabel> fused = ScoreFusion.fuse(pipeline, scores(closed.votes()));
        boolean labelled = decision.status() != Status.FAILED && !fused.isEmpty();
        boolean single = labelled && pipeline.task() == Task.SINGLE_LABEL;
        List<String> labels = labelled && !single ? ScoreFusion.labels(pipeline, fused) : List.of();
        return new Result(
                closed.id(),
                closed.submission(),
                pipeline.name(),
                decision.status(),
                single ? fused.get(0).label() : null,
                single ? fused.get(0).score() : null,
                best(SCORES, fused, labels),
                labels,
                closed.read() == null ? null : closed.read().text(),
                closed.read() == null ? null : closed.read().lines(),
                null,
                null,
                null,
                votes(closed, labels),
                closed.missing(),
                decision.reason(),
                closed.receivedAt(),
                now);
    }

    /** The answer to an image that no case could be opened for. */
    static Result refuse(Submitted image, String reason, Instant now) {
        return new Result(
                image.id(),
                image.submission(),
                image.pipeline(),
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
                reason,
                image.receivedAt(),
                now);
    }

    private static Map<String, List<ScoredLabel>> scores(Map<String, Prediction> votes) {
        return votes.entrySet().stream()
                .filter(vote -> vote.getValue().outcome() == Outcome.OK)
                .collect(toMap(Map.Entry::getKey, vote -> vote.getValue().scores()));
    }

    private static List<Vote> votes(Case closed, List<String> labels) {
        return Stream.concat(
                        votes(closed, closed.pipeline().members(), labels).stream(), shadows(closed, labels).stream())
                .toList();
    }

    /** What challengers said in time, in the order of the members: it had no weight. */
    static List<Vote> shadows(Case closed, List<String> labels) {
        return closed.pipeline().members().stream()
                .map(member -> closed.shadows().get(member.model()))
                .filter(Objects::nonNull)
                .map(said -> new Vote(
                        said.model(),
                        said.version(),
                        said.outcome(),
                        said.reason(),
                        0,
                        best(SCORES_OF_A_VOTE, said.scores(), labels),
                        said.millis(),
                        true))
                .toList();
    }

    /** What these members said, each with its share of the weight of those of them that have an answer. */
    static List<Vote> votes(Case closed, List<Member> members, List<String> labels) {
        double whole = members.stream()
                .filter(member -> counts(closed, member))
                .mapToDouble(Member::weight)
                .sum();
        return members.stream()
                .filter(member -> closed.votes().containsKey(member.model()))
                .map(member -> vote(
                        member,
                        closed.votes().get(member.model()),
                        counts(closed, member) ? member.weight() / whole : 0,
                        labels))
                .toList();
    }

    private static boolean counts(Case closed, Member member) {
        Prediction vote = closed.votes().get(member.model());
        return vote != null && vote.outcome() == Outcome.OK;
    }

    private static Vote vote(Member member, Prediction said, double weight, List<String> labels) {
        return new Vote(
                member.model(),
                said.version(),
                said.outcome(),
                said.reason(),
                weight,
                best(SCORES_OF_A_VOTE, said.scores(), labels),
                said.millis());
    }

    /** The best, and whichever others the answer has as labels: each of them is answered with its score. */
    private static List<ScoredLabel> best(int count, List<ScoredLabel> scores, List<String> labels) {
        return IntStream.range(0, scores.size())
                .filter(place ->
                        place < count || labels.contains(scores.get(place).label()))
                .mapToObj(scores::get)
                .toList();
    }

    private Verdict() {}
}
