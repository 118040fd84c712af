package io.kawara.gateway;

import io.kawara.gateway.intake.Admission;
import io.kawara.gateway.intake.Refusal;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Refuses images and labels by their request's head, before any of their bytes is in memory: too large ones, and all while too many are in work. */
@ApplicationScoped
class RequestProblems {
    private static final String PLACE = Admission.Place.class.getName();
    private static final int BEFORE_THE_BODY_IS_READ = 1000;

    private final Admission admission;
    private final HttpProblems problems;
    private final long largest;
    private final long mostLabelBytes;

    RequestProblems(Admission admission, HttpProblems problems, GatewayConfig config) {
        this.admission = admission;
        this.problems = problems;
        this.largest = config.largest().asLongValue();
        this.mostLabelBytes = config.mostLabelBytes().asLongValue();
    }

    void register(@Observes Filters filters) {
        filters.register(this::admit, BEFORE_THE_BODY_IS_READ);
    }

    private void admit(RoutingContext request) {
        boolean labels = request.normalizedPath().startsWith("/v1/labels");
        boolean images = request.normalizedPath().startsWith("/v1/images");
        if (!request.request().method().equals(HttpMethod.POST) || !(labels || images)) {
            request.next();
            return;
        }
        long most = labels ? mostLabelBytes : largest;
        long size = size(request, most);
        if (size > most) {
            refuse(request, labels ? Refusal.tooManyLabels(most) : Refusal.tooLarge(most));
            return;
        }
        var place = admission.enter(size);
        if (place.isEmpty()) {
            refuse(
                    request,
                    Refusal.busy(admission.requests() + " requests with " + admission.bytes()
                            + " bytes are in work: send again in a moment"));
            return;
        }
        request.put(PLACE, place.get());
        request.addEndHandler(end -> leave(request));
        if ("100-continue".equalsIgnoreCase(request.request().getHeader(HttpHeaders.EXPECT))) {
            request.response().writeContinue();
        }
        request.next();
    }

    /** Gives the request's place to another. Also for where the HTTP server ends a response without telling those who asked to be told. */
    static void leave(RoutingContext request) {
        Admission.Place place = request.get(PLACE);
        if (place != null) {
            place.close();
        }
    }

    /** What the head says; without a length it may be anything up to the limit. */
    private static long size(RoutingContext request, long most) {
        String length = request.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return length == null ? most : Long.parseLong(length);
        } catch (NumberFormatException e) {
            return most;
        }
    }

    private void refuse(RoutingContext request, Refusal refusal) {
        problems.write(request, refusal);
        request.request().resume(); // reads the body away, so that the client gets to read the reply
    }
}
