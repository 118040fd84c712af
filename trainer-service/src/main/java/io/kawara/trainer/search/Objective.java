package io.kawara.trainer.search;

import java.io.IOException;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.DoublePredicate;

/** Says how good settings are. */
public interface Objective {
    /**
     * Tries settings.
     *
     * @param number the trial's
     * @param goOn is told the score after each epoch, higher being better, and answers whether to go on
     * @return the score in the end, higher being better; nothing where it was not to go on
     * @throws IllegalStateException if these settings cannot be trained: the search notes it and goes on
     */
    OptionalDouble score(int number, Map<String, String> settings, DoublePredicate goOn)
            throws IOException, InterruptedException;
}
