package io.kawara.trainer;

import com.fasterxml.jackson.core.type.TypeReference;
import io.kawara.contracts.GateDecision;
import io.kawara.messaging.Json;
import io.kawara.trainer.catalogue.Refusal;
import io.kawara.trainer.jobs.GateDecisions;
import io.kawara.trainer.jobs.RunCurves;
import io.kawara.trainer.jobs.SubmittedTraining;
import io.kawara.trainer.jobs.TrainingAsk;
import io.kawara.trainer.jobs.TrainingDesk;
import io.kawara.trainer.jobs.TrainingFollower;
import io.kawara.trainer.jobs.TrainingTriggers;
import io.kawara.trainer.jobs.TrainingView;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Trainings of what the catalogue holds: ask for one, see how it gets on, take it back; and what the gate decided. */
@Path("/v1")
@Blocking
public class TrainingsResource {
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final TypeReference<Map<String, Object>> VIEW = new TypeReference<>() {};

    private final TrainingDesk desk;
    private final TrainingFollower trainings;
    private final TrainingTriggers triggers;
    private final GateDecisions decisions;

    TrainingsResource(
            TrainingDesk desk, TrainingFollower trainings, TrainingTriggers triggers, GateDecisions decisions) {
        this.desk = desk;
        this.trainings = trainings;
        this.triggers = triggers;
        this.decisions = decisions;
    }

    /**
     * All trainings, the newest first.
     *
     * @param problems why one that is due does not begin, by pipeline
     */
    public record Listed(List<TrainingView> trainings, Map<String, String> problems) {}

    public record Asked(String id) {}

    public record Decided(List<GateDecision> decisions) {}

    @POST
    @Path("trainings")
    public Response ask(TrainingAsk ask) throws IOException, InterruptedException {
        if (ask == null) {
            throw Refusal.badRequest("Say which pipeline is to be trained: {\"pipeline\": \"NAME\"}.");
        }
        try {
            return Response.accepted(new Asked(desk.ask(ask))).build();
        } catch (IllegalArgumentException e) {
            throw new Refusal(Refusal.Kind.UNPROCESSABLE, e.getMessage());
        }
    }

    @GET
    @Path("trainings")
    public Listed list(@QueryParam("pipeline") String pipeline) {
        var all = trainings.all().stream()
                .filter(training ->
                        pipeline == null || pipeline.equals(training.request().pipeline()))
                .map(TrainingView::of)
                .toList();
        var newestFirst = new ArrayList<>(all);
        Collections.reverse(newestFirst);
        return new Listed(newestFirst, triggers.problems());
    }

    @GET
    @Path("trainings/{id}")
    public Map<String, Object> one(@PathParam("id") String id) throws IOException {
        var training = find(id);
        var curves = new RunCurves(java.nio.file.Path.of(training.request().run()));
        var view = new HashMap<>(Json.mapper().convertValue(TrainingView.of(training), VIEW));
        view.put("settings", training.request().settings());
        view.put("curves", curves.points());
        view.put("log", curves.log());
        return view;
    }

    @DELETE
    @Path("trainings/{id}")
    public Response cancel(@PathParam("id") String id, @QueryParam("by") String by) throws InterruptedException {
        var training = find(id);
        if (training.hasEnded()) {
            throw new Refusal(Refusal.Kind.CONFLICT, "Training " + id + " has ended: it is " + training.state() + ".");
        }
        desk.cancel(id, by);
        return Response.accepted(new Asked(id)).build();
    }

    /** Every training once, and again whenever something is said of it. A comment comes first, and now and then, so that whoever listens knows it. */
    @GET
    @Path("trainings/stream")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public Multi<OutboundSseEvent> stream(@Context Sse sse) {
        OutboundSseEvent heartbeat = sse.newEventBuilder().comment("").build();
        return Multi.createBy()
                .merging()
                .streams(
                        Multi.createFrom().item(heartbeat),
                        views().map(view -> sse.newEventBuilder()
                                .name("training")
                                .id(view.id())
                                .mediaType(MediaType.APPLICATION_JSON_TYPE)
                                .data(TrainingView.class, view)
                                .build()),
                        Multi.createFrom()
                                .ticks()
                                .every(HEARTBEAT)
                                .onOverflow()
                                .drop()
                                .map(tick -> heartbeat));
    }

    private Multi<TrainingView> views() {
        return Multi.createFrom().emitter(emitter -> {
            var told = new HashMap<String, TrainingView>();
            Runnable tell = () -> {
                synchronized (told) {
                    for (var training : trainings.all()) {
                        var view = TrainingView.of(training);
                        if (!Objects.equals(told.put(view.id(), view), view)) {
                            emitter.emit(view);
                        }
                    }
                }
            };
            trainings.onChange(tell);
            emitter.onTermination(() -> trainings.remove(tell));
            tell.run();
        });
    }

    @GET
    @Path("models/{name}/decisions")
    public Decided decisions(@PathParam("name") String name) {
        return new Decided(decisions.of(name));
    }

    private SubmittedTraining find(String id) {
        return trainings.find(id).orElseThrow(() -> Refusal.notFound("There is no training " + id + "."));
    }
}
