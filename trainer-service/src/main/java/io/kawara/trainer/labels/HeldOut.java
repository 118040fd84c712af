package io.kawara.trainer.labels;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/** What must not be learnt from: as the view {@code held_out} says, asked for from the golden images on, which are few. */
public final class HeldOut {
    /** The ids of a pipeline's images that are golden, the same pictures as golden ones, or of a golden one's group. */
    public static Set<String> images(Handle handle, String pipeline) {
        var golden = handle.createQuery("select image from golden_image where pipeline = :pipeline")
                .bind("pipeline", pipeline)
                .mapTo(String.class)
                .list();
        Set<String> out = new TreeSet<>(golden);
        for (String column : List.of("belongs", "sha256")) {
            out.addAll(ask(handle, pipeline, "id", column, ask(handle, pipeline, column, "id", golden)));
        }
        return out;
    }

    private static Set<String> ask(
            Handle handle, String pipeline, String what, String column, Collection<String> values) {
        Set<String> found = new TreeSet<>();
        for (List<String> some : LabelRows.chunks(new ArrayList<>(values))) {
            found.addAll(handle.createQuery("select distinct " + what + " from image where pipeline = :pipeline and "
                            + column + " in (<values>) and " + what + " is not null")
                    .bind("pipeline", pipeline)
                    .bindList("values", some)
                    .mapTo(String.class)
                    .list());
        }
        return found;
    }

    private HeldOut() {}
}
