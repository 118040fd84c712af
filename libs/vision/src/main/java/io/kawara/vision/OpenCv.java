package io.kawara.vision;

import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_core;

/** Loads OpenCV's native code once and sets it up for many callers at a time. */
final class OpenCv {
    static {
        // JavaCPP measures the whole process and gives up at twice the Java heap; models and OCR live beside us.
        System.setProperty("org.bytedeco.javacpp.maxPhysicalBytes", "0");
        System.setProperty("org.bytedeco.javacpp.maxBytes", "0");
        // Parallel over images, never within one: results and latency do not depend on what else is decoded.
        opencv_core.setNumThreads(1);
    }

    static void load() {}

    /** Computes something, then frees every native object that was made on the way. */
    @SuppressWarnings("try") // the scope works by being open
    static <T> T freeing(Supplier<T> computation) {
        try (PointerScope scope = new PointerScope()) {
            return computation.get();
        }
    }

    private OpenCv() {}
}
