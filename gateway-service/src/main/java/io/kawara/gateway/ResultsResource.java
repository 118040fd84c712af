package io.kawara.gateway;

import io.kawara.gateway.answers.Answer;
import io.kawara.gateway.answers.Answers;
import io.kawara.gateway.intake.Refusal;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.util.function.Predicate;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Answers as they come, to whoever listens. */
@Path("/v1/results")
@Tag(name = "results")
@APIResponse(
        responseCode = "default",
        description = "A problem (RFC 9457)",
        content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
public class ResultsResource {
    /** How far a listener may fall behind before its stream ends; a browser connects again by itself. */
    private static final int BEHIND = 1000;

    private static final int MOST_RECENT = 100;

    private final Answers answers;
    private final GatewayConfig config;

    ResultsResource(Answers answers, GatewayConfig config) {
        this.answers = answers;
        this.config = config;
    }

    @GET
    @Path("/stream")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(
            operationId = "stream",
            summary = "Answers as they come, as server-sent events: event 'result', id the submission, data the answer")
    public Multi<OutboundSseEvent> stream(
            @QueryParam("pipeline") @Parameter(description = "Only answers of this pipeline") String pipeline,
            @QueryParam("recent")
                    @DefaultValue("0")
                    @Parameter(description = "How many of the latest to begin with, at most 100")
                    int recent,
            @Context Sse sse) {
        if (recent < 0) {
            throw Refusal.badRequest("recent cannot be negative: " + recent);
        }
        if (answers.listeners() >= config.mostStreams()) {
            throw Refusal.busy("There are " + answers.listeners() + " streams open already");
        }
        Predicate<Answer> wanted =
                answer -> pipeline == null || pipeline.equals(answer.result().pipeline());
        Multi<OutboundSseEvent> events = Multi.createFrom()
                .<Answer>emitter(
                        stream -> stream.onTermination(
                                answers.follow(Math.min(recent, MOST_RECENT), wanted, stream::emit)),
                        BackPressureStrategy.IGNORE)
                .onOverflow()
                .buffer(BEHIND)
                .map(answer -> event(sse, answer));
        Multi<OutboundSseEvent> heartbeats = Multi.createFrom()
                .ticks()
                .every(config.heartbeat())
                .onOverflow()
                .drop()
                .map(tick -> sse.newEventBuilder().comment("").build());
        OutboundSseEvent welcome =
                sse.newEventBuilder().comment("answers follow").build();
        return Multi.createBy()
                .concatenating()
                .streams(
                        Multi.createFrom().item(welcome), // so that the headers go out now
                        Multi.createBy().merging().streams(events, heartbeats));
    }

    private static OutboundSseEvent event(Sse sse, Answer answer) {
        return sse.newEventBuilder()
                .name("result")
                .id(answer.result().submission().toString())
                .mediaType(MediaType.APPLICATION_JSON_TYPE)
                .data(String.class, answer.json())
                .build();
    }
}
