package io.kawara.contracts;

import java.util.List;

/**
 * The topics' names, with the configured prefix in front.
 *
 * <p>Every topic of {@link #lanes} has the same number of partitions: all records of one image lie on the partition (the <em>lane</em>) that its
 * submission lies on.
 */
public record Topics(String prefix) {
    public Topics {
        prefix = prefix == null ? "" : prefix;
    }

    public String images() {
        return prefix + "images";
    }

    public String texts() {
        return prefix + "texts";
    }

    public String characters() {
        return prefix + "characters";
    }

    public String predictions() {
        return prefix + "predictions";
    }

    public String results() {
        return prefix + "results";
    }

    public String labels() {
        return prefix + "labels";
    }

    public String registry() {
        return prefix + "registry";
    }

    public String modelEvents() {
        return prefix + "model-events";
    }

    /** How often challengers in shadow agree with their champions; compacted. */
    public String agreements() {
        return prefix + "agreements";
    }

    public String trainings() {
        return prefix + "trainings";
    }

    /** Where bytes of {@code topic} go that are not a message at all. */
    public static String dead(String topic) {
        return topic + ".dead";
    }

    public List<String> lanes() {
        return List.of(images(), texts(), characters(), predictions(), results());
    }
}
