package io.kawara.trainer.importing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.type.TypeReference;
import io.kawara.contracts.Label;
import io.kawara.messaging.InvalidMessage;
import io.kawara.messaging.Json;
import io.kawara.trainer.catalogue.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The images of a pipeline of which a label counts, oldest first, each with the latest one. */
final class LabelledImages {
    private static final TypeReference<Map<String, String>> FIELDS = new TypeReference<>() {};

    /**
     * All that are there now.
     *
     * @param pseudo whether models' labels count where no person has labelled
     */
    static List<ExportedImage> of(Database catalogue, String pipeline, boolean pseudo) {
        return read(catalogue, pipeline, "l.state = 'counts'" + (pseudo ? "" : " and l.kind = 'human'"), List.of());
    }

    /** Those with these labels, whether or not they count by now. */
    static List<ExportedImage> of(Database catalogue, String pipeline, Set<String> labels) {
        var all = new ArrayList<ExportedImage>();
        var ids = List.copyOf(labels);
        for (int from = 0; from < ids.size(); from += 1000) {
            all.addAll(read(
                    catalogue, pipeline, "l.id in (<labels>)", ids.subList(from, Math.min(ids.size(), from + 1000))));
        }
        return all;
    }

    private static List<ExportedImage> read(Database catalogue, String pipeline, String which, List<String> labels) {
        return catalogue.jdbi().withHandle(handle -> {
            var query = handle.createQuery("select i.id, i.sha256, i.belongs, i.fields, l.body from label l"
                            + " join image i on i.id = l.image and i.pipeline = l.pipeline"
                            + " where l.pipeline = :pipeline and i.sha256 is not null and " + which
                            + " order by i.received_at, i.lane, i.place, case l.kind when 'human' then 1 else 0 end,"
                            + " l.given_at, l.id")
                    .bind("pipeline", pipeline);
            var last = new LinkedHashMap<String, ExportedImage>();
            (labels.isEmpty() ? query : query.bindList("labels", labels))
                    .map((row, context) -> new ExportedImage(
                            row.getString("id"),
                            row.getString("sha256"),
                            row.getString("belongs"),
                            fields(row.getString("fields")),
                            label(row.getString("body"))))
                    .forEach(image -> last.put(image.id(), image));
            return List.copyOf(last.values());
        });
    }

    private static Map<String, String> fields(String written) {
        try {
            return written == null ? Map.of() : Json.mapper().readValue(written, FIELDS);
        } catch (IOException e) {
            throw new UncheckedIOException("fields in the catalogue are no JSON: " + written, e);
        }
    }

    private static Label label(String written) {
        try {
            return Json.read(written.getBytes(UTF_8), Label.class);
        } catch (InvalidMessage e) {
            throw new IllegalStateException("a label in the catalogue cannot be read: " + e.getMessage(), e);
        }
    }

    private LabelledImages() {}
}
