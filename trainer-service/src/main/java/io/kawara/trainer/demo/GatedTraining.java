package io.kawara.trainer.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.kawara.trainer.run.Console;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** A training that the catalogue was asked for, until its gate has decided. */
final class GatedTraining {
    private static final long PAUSE_MILLIS = 1000;

    private final StackClient stack;
    private final String pipeline;
    private final String id;

    GatedTraining(StackClient stack, String pipeline, String id) {
        this.stack = stack;
        this.pipeline = pipeline;
        this.id = id;
    }

    /** Asks for one, and answers its id. */
    static String ask(StackClient stack, String pipeline, Path file, String why)
            throws IOException, InterruptedException {
        return stack.post(
                        "/v1/trainings",
                        Map.of("pipeline", pipeline, "file", file.toString(), "by", "demo", "why", why))
                .path("id")
                .asText();
    }

    /** @param seconds from when it was asked for to when it had ended */
    record Decision(JsonNode json, double seconds) {
        boolean passed() {
            return json.path("passed").asBoolean();
        }

        int golden() {
            return json.path("golden").asInt();
        }

        String reason() {
            return json.path("reason").asText();
        }

        /** What the gate measured of the candidate. */
        double figure(String name) {
            for (var check : json.path("checks")) {
                if (check.path("name").asText().equals(name)) {
                    return check.path("candidate").asDouble();
                }
            }
            throw new IllegalStateException("the gate measured no " + name + ": " + reason());
        }
    }

    /** Waits for the training, however long it takes, and for what the gate says; a training that fails is an {@link IllegalStateException}. */
    Decision decision(Console console) throws IOException, InterruptedException {
        var ended = ended(console);
        String state = ended.path("state").asText();
        if (!state.equals("done")) {
            throw new IllegalStateException("training " + id + " is " + state + ": "
                    + ended.path("reason").asText());
        }
        JsonNode[] found = {null};
        stack.await("the decision about training " + id, () -> {
            for (var decision :
                    stack.get("/v1/models/" + pipeline + "/decisions").path("decisions")) {
                if (decision.path("training").asText().equals(id)) {
                    found[0] = decision;
                }
            }
            return found[0] != null;
        });
        var took = Duration.between(
                Instant.parse(ended.path("requestedAt").asText()),
                Instant.parse(ended.path("at").asText()));
        return new Decision(found[0], took.toMillis() / 1e3);
    }

    private JsonNode ended(Console console) throws IOException, InterruptedException {
        while (true) {
            for (var training : stack.get("/v1/trainings?pipeline=" + pipeline).path("trainings")) {
                String now = training.path("state").asText();
                if (training.path("id").asText().equals(id)) {
                    if (!now.equals("waiting") && !now.equals("running")) {
                        console.clear();
                        return training;
                    }
                    console.passing(
                            "%s  epoch %d/%d  loss %.3f",
                            now,
                            training.path("epoch").asInt(),
                            training.path("epochs").asInt(),
                            training.path("loss").asDouble());
                }
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }
}
