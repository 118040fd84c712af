package io.kawara.fusion;

import io.kawara.contracts.Member;
import io.kawara.contracts.Pipeline;
import io.kawara.contracts.Prediction;
import io.kawara.contracts.Stage;
import io.kawara.contracts.Submission;
import io.kawara.pages.Judges;
import java.util.ArrayList;
import java.util.List;

/**
 * A pipeline's models of {@link Stage#FUSION}, which decide about characters, see {@link Judges}. A model that fails does not count, and says so in its
 * prediction.
 *
 * <p>One version of each, for one page, until it is closed.
 */
final class PageJudges implements AutoCloseable {
    private final Pipeline pipeline;
    private final List<PageJudge> judges = new ArrayList<>();

    private PageJudges(Pipeline pipeline) {
        this.pipeline = pipeline;
    }

    static PageJudges of(Pipeline pipeline, ModelLookup models) {
        var judges = new PageJudges(pipeline);
        for (Member member : pipeline.members(Stage.FUSION)) {
            judges.judges.add(PageJudge.of(member, models));
        }
        return judges;
    }

    /** What decides about characters by them; it may be asked until this is closed. */
    Judges together() {
        return new Judges(judges, pipeline.pages().falsePositiveBias());
    }

    /** What each of them said, once they were asked; nothing of one that there was nothing to ask about. */
    List<Prediction> predictions(Submission submission) {
        return judges.stream()
                .flatMap(judge -> judge.prediction(submission, pipeline.name()).stream())
                .toList();
    }

    @Override
    public void close() {
        judges.forEach(PageJudge::close);
    }
}
