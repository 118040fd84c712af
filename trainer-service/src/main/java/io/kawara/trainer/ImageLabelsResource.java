package io.kawara.trainer;

import io.kawara.trainer.catalogue.Database;
import io.kawara.trainer.labels.LabelQuery;
import io.kawara.trainer.labels.StatedLabel;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;

/** All that was said of one image, newest first. */
@Path("/v1/images/{image}/labels")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class ImageLabelsResource {
    private final Database database;

    ImageLabelsResource(Database database) {
        this.database = database;
    }

    @GET
    public Map<String, List<StatedLabel>> labels(@PathParam("image") String image) {
        return Map.of("labels", LabelQuery.ofImage(image).ask(database.jdbi()).labels());
    }
}
