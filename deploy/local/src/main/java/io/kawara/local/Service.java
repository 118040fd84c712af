package io.kawara.local;

import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** The processes of a stack, in the order in which an image meets them. */
public enum Service {
    KAFKA(320),
    GATEWAY(256),
    OCR(256),
    DETECTOR(512),
    CLASSIFIER(256),
    TEXT(192),
    FUSION(512),
    CATALOGUE(256),
    /** Its heap is for training: as large as Java finds right for the machine. */
    WORKER(0),
    SHADOW_CLASSIFIER(256),
    SHADOW_TEXT(192);

    /** What learns from the stream. The stream is answered without it. */
    public static final Set<Service> LOOP = Collections.unmodifiableSet(EnumSet.of(CATALOGUE, WORKER));

    /** What answers the stream with challengers, uncounted: only started where it is asked for. */
    public static final Set<Service> SHADOWS = Collections.unmodifiableSet(EnumSet.of(SHADOW_CLASSIFIER, SHADOW_TEXT));

    /** What a stack always has. */
    static final Set<Service> ALWAYS = Collections.unmodifiableSet(EnumSet.complementOf(EnumSet.copyOf(SHADOWS)));

    private final int heap;

    Service(int heap) {
        this.heap = heap;
    }

    /** The largest heap in megabytes; 0 where Java decides. Small: images pass through, and models lie outside the heap; a page at the size at which a detector sees it does not. */
    int heap() {
        return heap;
    }

    /** The service's name on the command line. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The label, by which commands know it. */
    @Override
    public String toString() {
        return label();
    }

    /** The consumer group in which the service works through images, or null where it has none. */
    String group() {
        return switch (this) {
            case KAFKA, GATEWAY, CATALOGUE -> null;
            case WORKER -> "trainers";
            case FUSION -> label();
            case SHADOW_CLASSIFIER, SHADOW_TEXT -> module() + "-shadow";
            default -> label() + "-service";
        };
    }

    /** Whether it is given the key that signs the registry. */
    boolean writesRegistry() {
        return this == GATEWAY || LOOP.contains(this);
    }

    /** Where the build puts a Quarkus service. */
    Path jar(Path root) {
        return root.resolve(module() + "/target/quarkus-app/quarkus-run.jar");
    }

    /** The module that it is built from. */
    String module() {
        return switch (this) {
            case CATALOGUE, WORKER -> "trainer-service";
            case SHADOW_CLASSIFIER -> CLASSIFIER.module();
            case SHADOW_TEXT -> TEXT.module();
            default -> label() + "-service";
        };
    }
}
