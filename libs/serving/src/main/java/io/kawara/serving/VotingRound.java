package io.kawara.serving;

import io.kawara.contracts.Member;
import io.kawara.contracts.Pipeline;
import io.kawara.contracts.Prediction;
import io.kawara.contracts.Stage;
import io.kawara.contracts.Submission;
import io.kawara.messaging.Registry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * One stage's votes on a batch of images: a {@link Ballot} for each image is opened, filled with the models' inputs and counted.
 *
 * <p>Ballots are opened by one thread, filled by any, and counted by one when all are filled. A model's version stays the same for the whole round,
 * and the round is to be closed.
 */
public final class VotingRound<I> implements AutoCloseable {
    private final LiveModels models;
    private final Stage stage;
    private Registry registry;
    private boolean upToDate;
    private final Map<String, Optional<Lease>> leases = new HashMap<>();
    private final List<Ballot> ballots = new ArrayList<>();

    /** Waits until the registry was read. */
    public VotingRound(LiveModels models, Stage stage) throws InterruptedException {
        this.models = models;
        this.stage = stage;
        this.registry = models.registry();
    }

    /** One image's votes. */
    public final class Ballot {
        private final Submission submission;
        private final String pipeline;
        private final Optional<Pipeline> known;
        private final List<Vote> votes = new ArrayList<>();

        private Ballot(Submission submission, String pipeline, Optional<Pipeline> known) {
            this.submission = submission;
            this.pipeline = pipeline;
            this.known = known;
        }

        /** The image's pipeline, as it was when the ballot was opened; empty where the registry does not know it. */
        public Optional<Pipeline> pipeline() {
            return known;
        }

        /** Whether any model needs its input. */
        public boolean isOpen() {
            return votes.stream().anyMatch(vote -> vote.prediction == null);
        }

        /**
         * Gives each model its input.
         *
         * @param input what the model of a card is given; what it throws fails this image alone
         */
        public void fill(Function<ModelCard, ModelInput<I>> input) {
            for (var vote : votes) {
                if (vote.prediction == null) {
                    vote.fill(input);
                }
            }
        }

        /**
         * One prediction for each model of this stage in the image's pipeline, in shadow for each that has a challenger; none where the stage has no part in
         * it.
         */
        public List<Prediction> predictions() {
            return votes.stream()
                    .map(vote -> models.isShadow() ? vote.prediction.inShadow() : vote.prediction)
                    .toList();
        }
    }

    /** One model's vote on one image: first what it is given, then what it says. */
    private final class Vote {
        private final Ballot ballot;
        private final OnnxModel model;
        private I input;
        private Prediction prediction;

        Vote(Ballot ballot, OnnxModel model) {
            this.ballot = ballot;
            this.model = model;
        }

        Vote(Ballot ballot, Prediction prediction) {
            this(ballot, (OnnxModel) null);
            this.prediction = prediction;
        }

        void fill(Function<ModelCard, ModelInput<I>> inputs) {
            ModelInput<I> given;
            try {
                given = inputs.apply(model.card());
            } catch (RuntimeException e) {
                given = ModelInput.failed(e.toString());
            }
            switch (given.outcome()) {
                case OK -> input = given.value();
                case ABSENT ->
                    prediction = Prediction.absent(
                            ballot.submission,
                            ballot.pipeline,
                            stage,
                            model.card().name(),
                            given.reason());
                case FAILED -> fail(given.reason());
            }
        }

        void answer(Answer answer, double millis) {
            prediction = answer.of(ballot.submission, ballot.pipeline, stage, model.card(), millis);
        }

        void fail(String reason) {
            prediction = Prediction.failed(
                    ballot.submission,
                    ballot.pipeline,
                    stage,
                    model.card().name(),
                    model.card().version(),
                    reason);
        }
    }

    /** Opens the ballot of one image, in the order in which images are answered. */
    public Ballot open(Submission submission, String pipeline) throws InterruptedException {
        var known = pipeline(pipeline);
        var ballot = new Ballot(submission, pipeline, known);
        ballots.add(ballot);
        if (known.isEmpty() && !models.isShadow()) {
            var reason = "pipeline " + pipeline + " is not known to the " + stage + " stage";
            ballot.votes.add(new Vote(ballot, Prediction.absent(submission, pipeline, stage, null, reason)));
        }
        for (var member : known.map(this::members).orElse(List.of())) {
            var lease = lease(member.model());
            if (lease.isPresent()) {
                ballot.votes.add(new Vote(ballot, lease.get().model()));
            } else if (!models.isShadow()) { // who has no challenger is not missed
                var reason = "model " + member.model() + " has no version that serves";
                ballot.votes.add(
                        new Vote(ballot, Prediction.absent(submission, pipeline, stage, member.model(), reason)));
            }
        }
        return ballot;
    }

    /** Before a pipeline is called unknown, the registry is asked again: it may have been put there just before the image. */
    private Optional<Pipeline> pipeline(String name) throws InterruptedException {
        if (registry.pipeline(name).isEmpty() && !upToDate) {
            registry = models.registryUpToDate();
            upToDate = true;
        }
        return registry.pipeline(name);
    }

    private List<Member> members(Pipeline pipeline) {
        return pipeline.members(stage);
    }

    private Optional<Lease> lease(String model) throws InterruptedException {
        var lease = leases.get(model);
        if (lease == null) {
            lease = models.acquire(model);
            leases.put(model, lease);
        }
        return lease;
    }

    /** The ballots in the order in which they were opened. */
    public List<Ballot> ballots() {
        return List.copyOf(ballots);
    }

    /**
     * Runs each model on all its inputs. An input on which a model fails, fails alone.
     *
     * @param most inputs in one run
     */
    public void count(ModelRun<I> run, int most) {
        Map<OnnxModel, Map<Integer, List<Vote>>> open = new HashMap<>();
        for (var ballot : ballots) {
            for (var vote : ballot.votes) {
                if (vote.prediction == null) {
                    open.computeIfAbsent(vote.model, model -> new TreeMap<>())
                            .computeIfAbsent(run.bucket(vote.input), bucket -> new ArrayList<>())
                            .add(vote);
                }
            }
        }
        open.forEach((model, buckets) -> buckets.values().forEach(votes -> {
            for (int from = 0; from < votes.size(); from += most) {
                ask(run, model, votes.subList(from, Math.min(votes.size(), from + most)));
            }
        }));
    }

    private void ask(ModelRun<I> run, OnnxModel model, List<Vote> votes) {
        try {
            var start = System.nanoTime();
            var answers =
                    run.answers(model, votes.stream().map(vote -> vote.input).toList());
            var millis = Math.round((System.nanoTime() - start) / 1e3 / votes.size()) / 1e3;
            for (int i = 0; i < votes.size(); i++) {
                votes.get(i).answer(answers.get(i), millis);
            }
        } catch (RuntimeException e) {
            if (votes.size() == 1) {
                votes.get(0).fail(e instanceof ModelException ? e.getMessage() : e.toString());
            } else {
                votes.forEach(vote -> ask(run, model, List.of(vote)));
            }
        }
    }

    @Override
    public void close() {
        leases.values().forEach(lease -> lease.ifPresent(Lease::close));
    }
}
