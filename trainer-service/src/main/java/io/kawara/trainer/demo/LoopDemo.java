package io.kawara.trainer.demo;

import io.kawara.contracts.LoopRules;
import io.kawara.messaging.RegistryWriter;
import io.kawara.trainer.data.Row;
import io.kawara.trainer.run.Console;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * One run of the loop: few labels; the stream's own answers; a review of what teaches most, against as many at random; a smaller student. Everything goes
 * through the stack, and what is measured is what its gate measured on the golden images.
 */
final class LoopDemo {
    static final String SUPERVISED = "supervised";
    static final String PSEUDO = "+ pseudo-labels";
    static final String RANDOM = "+ reviewed at random";
    static final String REVIEWED = "+ reviewed by the ranking";
    static final String STUDENT = "+ distilled student";
    private static final String ORACLE = "oracle";

    private final DealtProducts products;
    private final LoopPipeline pipeline;
    private final StackClient stack;
    private final ProductStream stream;
    private final RegistryWriter registry;
    private final LoopState state;
    private final Console console;
    private final int reviews;
    private final long seed;
    private final Map<String, Row> byImage = new HashMap<>();
    private int answers;
    private int failed;

    LoopDemo(
            DealtProducts products,
            LoopPipeline pipeline,
            StackClient stack,
            ProductStream stream,
            RegistryWriter registry,
            LoopState state,
            Console console,
            int reviews,
            long seed) {
        this.products = products;
        this.pipeline = pipeline;
        this.stack = stack;
        this.stream = stream;
        this.registry = registry;
        this.state = state;
        this.console = console;
        this.reviews = reviews;
        this.seed = seed;
        products.stream().forEach(row -> byImage.put(image(row), row));
    }

    void run() throws IOException, InterruptedException {
        supervised();
        pseudo();
        choose();
        random();
        reviewed();
        student();
    }

    private String image(Row row) {
        return pipeline.name() + "-" + row.id();
    }

    private void supervised() throws IOException, InterruptedException {
        if (!begins(SUPERVISED)) {
            return;
        }
        if (registry.read().pipeline(pipeline.name()).isEmpty()) {
            registry.put(pipeline.contract());
        }
        learnBy(pipeline.rules());
        var known = new ArrayList<>(products.labelled());
        known.addAll(products.golden());
        sent(known, false); // nothing serves yet: these are answered without members
        stack.label(labels(products.labelled(), "start", false));
        stack.label(labels(products.golden(), "golden", true));
        train(SUPERVISED, pipeline.file(), 0, null);
    }

    private void pseudo() throws IOException, InterruptedException {
        if (begins(PSEUDO)) {
            sent(products.stream(), true);
            train(PSEUDO, pipeline.file(), pseudoLabels(), null);
        }
    }

    /** The ranking and the lot choose from the same answers; and both arms learn from the same pseudo-labels. */
    private void choose() throws IOException, InterruptedException {
        if (state.chosen(REVIEWED) != null) {
            return;
        }
        sent(products.stream(), true);
        var lot = new ArrayList<>(byImage.keySet().stream().sorted().toList());
        Collections.shuffle(lot, new Random(seed));
        var ranked = stack.toReview(pipeline.name(), ORACLE, reviews);
        int unused = pseudoLabels();
        state.choose(RANDOM, List.copyOf(lot.subList(0, reviews)));
        state.choose(
                REVIEWED,
                ranked.stream().map(item -> item.path("image").asText()).toList());
    }

    private void random() throws IOException, InterruptedException {
        if (!begins(RANDOM)) {
            return;
        }
        var rows = state.chosen(RANDOM).stream().map(byImage::get).toList();
        int wrong = wrong(state.chosen(RANDOM));
        learnBy(pipeline.measuring());
        var given = labels(rows, "random", false);
        stack.label(given);
        train(RANDOM, pipeline.file(), counted(), wrong);
        stack.label(given.stream().map(LoopDemo::takenBack).toList());
        for (var member : pipeline.contract().members()) {
            registry.dismiss(member.model(), "it was trained to be measured");
        }
    }

    private void reviewed() throws IOException, InterruptedException {
        if (!begins(REVIEWED)) {
            return;
        }
        var rows = state.chosen(REVIEWED).stream().map(byImage::get).toList();
        int wrong = wrong(state.chosen(REVIEWED));
        learnBy(pipeline.rules());
        stack.label(labels(rows, "reviewed", false));
        train(REVIEWED, pipeline.file(), counted(), wrong);
    }

    private void student() throws IOException, InterruptedException {
        if (begins(STUDENT)) {
            learnBy(pipeline.teaching());
            sent(products.stream(), true);
            train(STUDENT, pipeline.studentFile(), pseudoLabels(), null);
        }
    }

    /** Whether a step is still to be made, and says that it begins. */
    private boolean begins(String step) {
        boolean begins = !state.steps().containsKey(step);
        if (begins) {
            console.line("");
            console.line("%s: %s", pipeline.name(), step);
        }
        return begins;
    }

    private void learnBy(LoopRules rules) {
        registry.put(registry.read().pipeline(pipeline.name()).orElseThrow().with(rules));
    }

    /** Streams products, and returns when the catalogue knows their answers. */
    private void sent(List<Row> rows, boolean served) throws IOException, InterruptedException {
        var answered = stream.send(rows, pipeline.name(), pipeline.name() + "-");
        for (var last : answered.last()) {
            stack.await("the answer to " + last.id(), () -> stack.isCatalogued(pipeline.name(), last.submission()));
        }
        if (!served) {
            console.line("%d images streamed, before anything serves", answered.answers());
            return;
        }
        answers += answered.answers();
        failed += answered.failed();
        console.line("%d images streamed, %d of them not answered completely", answered.answers(), answered.failed());
    }

    private List<Map<String, Object>> labels(List<Row> rows, String why, boolean golden) {
        var labels = new ArrayList<Map<String, Object>>();
        for (Row row : rows) {
            Map<String, Object> label = new LinkedHashMap<>();
            label.put("id", image(row) + "-" + why);
            label.put("image", image(row));
            label.put("pipeline", pipeline.name());
            label.put("labels", List.of(row.label()));
            label.put("by", ORACLE);
            label.put("source", why);
            label.put("golden", golden);
            labels.add(label);
        }
        return labels;
    }

    private static Map<String, Object> takenBack(Map<String, Object> label) {
        return Map.of(
                "id", label.get("id") + "-back",
                "image", label.get("image"),
                "pipeline", label.get("pipeline"),
                "by", ORACLE,
                "withdraws", label.get("id"));
    }

    /** How many of these were answered wrongly, by what serves. */
    private int wrong(List<String> images) throws IOException, InterruptedException {
        int wrong = 0;
        for (String image : images) {
            String said = stack.get("/v1/images/" + StackClient.encoded(image))
                    .path("label")
                    .asText();
            wrong += said.equals(byImage.get(image).label()) ? 0 : 1;
        }
        return wrong;
    }

    private int pseudoLabels() throws IOException, InterruptedException {
        int labels = stack.post("/v1/labels/pseudo", Map.of("pipeline", pipeline.name(), "by", "demo"))
                .path("labels")
                .asInt();
        stack.await(labels + " pseudo-labels", () -> counted() == labels);
        console.line("%d answers became labels", labels);
        return labels;
    }

    /** The labels of models that count. */
    private int counted() throws IOException, InterruptedException {
        return stack.get("/v1/data?pipeline=" + pipeline.name()).path("pseudo").asInt();
    }

    private void train(String step, Path file, int pseudo, Integer corrected) throws IOException, InterruptedException {
        if (state.training(step) == null) {
            state.ask(step, GatedTraining.ask(stack, pipeline.name(), file, step));
        }
        var training = new GatedTraining(stack, pipeline.name(), state.training(step));
        var decision = training.decision(console);
        state.end(
                step,
                new LoopState.Step(
                        state.training(step),
                        decision.figure("accuracy"),
                        decision.passed(),
                        pseudo,
                        corrected,
                        answers,
                        failed,
                        decision.figure("milliseconds"),
                        decision.figure("megabytes"),
                        decision.seconds()));
        answers = 0;
        failed = 0;
        console.line(
                "accuracy %.4f on %d golden images after %.0f s: %s",
                decision.figure("accuracy"), decision.golden(), decision.seconds(), decision.reason());
    }
}
