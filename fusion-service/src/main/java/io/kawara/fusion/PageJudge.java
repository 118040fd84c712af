package io.kawara.fusion;

import io.kawara.contracts.Member;
import io.kawara.contracts.Outcome;
import io.kawara.contracts.Prediction;
import io.kawara.contracts.Stage;
import io.kawara.contracts.Submission;
import io.kawara.pages.Judge;
import io.kawara.pages.Judges;
import io.kawara.serving.Lease;
import io.kawara.serving.RowProbabilities;
import java.util.List;
import java.util.Optional;

/** A model of rows of numbers in one version, and how it went with it on one page. */
final class PageJudge implements Judge, AutoCloseable {
    private final Member member;
    private final Optional<Lease> lease;
    private String failure;
    private boolean asked;
    private long nanos;

    private PageJudge(Member member, Optional<Lease> lease) {
        this.member = member;
        this.lease = lease;
        if (lease.isPresent() && !Judges.know(columns())) {
            fail(Judges.NEITHER);
        }
    }

    static PageJudge of(Member member, ModelLookup models) {
        try {
            return new PageJudge(member, models.acquire(member.model()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + member.model() + " was being loaded", e);
        }
    }

    @Override
    public String name() {
        return member.model();
    }

    @Override
    public double weight() {
        return member.weight();
    }

    @Override
    public List<String> columns() {
        return lease.map(held -> held.model().card().columns()).orElse(List.of());
    }

    @Override
    public Optional<double[]> probabilities(float[][] rows) {
        if (rows.length == 0 || failure != null || lease.isEmpty()) {
            return Optional.empty();
        }
        long start = System.nanoTime();
        try {
            var probabilities = RowProbabilities.of(lease.get().model(), rows);
            asked = true;
            nanos += System.nanoTime() - start;
            return Optional.of(probabilities);
        } catch (RuntimeException e) {
            fail(e.getMessage());
            return Optional.empty();
        }
    }

    @Override
    public void fail(String reason) {
        failure = reason;
    }

    /** Empty where it was not asked. */
    Optional<Prediction> prediction(Submission submission, String pipeline) {
        if (lease.isEmpty()) {
            return Optional.of(Prediction.absent(
                    submission,
                    pipeline,
                    Stage.FUSION,
                    member.model(),
                    "model " + member.model() + " has no version that serves"));
        }
        int version = lease.get().model().card().version();
        if (failure != null) {
            return Optional.of(Prediction.failed(submission, pipeline, Stage.FUSION, member.model(), version, failure));
        }
        return asked
                ? Optional.of(new Prediction(
                        submission,
                        pipeline,
                        Stage.FUSION,
                        member.model(),
                        version,
                        Outcome.OK,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        Math.round(nanos / 1e3) / 1e3))
                : Optional.empty();
    }

    @Override
    public void close() {
        lease.ifPresent(Lease::close);
    }
}
