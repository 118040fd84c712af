package io.kawara.local;

import java.nio.file.Path;
import java.util.Locale;

/** The processes of a stack, in the order in which an image meets them. */
public enum Service {
    KAFKA(320),
    GATEWAY(256),
    OCR(256),
    DETECTOR(512),
    CLASSIFIER(256),
    TEXT(192),
    FUSION(512);

    private final int heap;

    Service(int heap) {
        this.heap = heap;
    }

    /** The largest heap in megabytes. Small: images pass through, and models lie outside the heap; a page at the size at which a detector sees it does not. */
    int heap() {
        return heap;
    }

    /** The service's name on the command line. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The consumer group in which the service works through images, or null where it has none. */
    String group() {
        return switch (this) {
            case KAFKA, GATEWAY -> null;
            case FUSION -> label();
            default -> label() + "-service";
        };
    }

    /** Where the build puts a Quarkus service. */
    Path jar(Path root) {
        return root.resolve(label() + "-service/target/quarkus-app/quarkus-run.jar");
    }
}
