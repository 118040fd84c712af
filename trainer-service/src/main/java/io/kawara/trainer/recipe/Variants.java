package io.kawara.trainer.recipe;

import java.util.LinkedHashMap;
import java.util.Map;

/** The records that a sealed interface permits, by what a file calls them: {@code ShiftScaleRotate} is the kind {@code shift-scale-rotate}. */
final class Variants {
    static Map<String, Class<? extends Record>> of(Class<?> sealed) {
        Map<String, Class<? extends Record>> variants = new LinkedHashMap<>();
        for (Class<?> permitted : sealed.getPermittedSubclasses()) {
            if (permitted.isRecord()) {
                variants.put(StrictYaml.kind(permitted), permitted.asSubclass(Record.class));
            } else {
                variants.putAll(of(permitted));
            }
        }
        return variants;
    }

    private Variants() {}
}
