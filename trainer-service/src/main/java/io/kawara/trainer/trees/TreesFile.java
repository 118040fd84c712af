package io.kawara.trainer.trees;

import io.kawara.trainer.recipe.Default;
import io.kawara.trainer.recipe.StrictYaml;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * How a pipeline decides about characters, as a file: the trees that are trained for it, on pages that its classifiers had not learnt from.
 *
 * @param name of the pipeline; its models are {@code NAME-second-level} and {@code NAME-filter}
 * @param description for whoever looks at the page
 * @param detectors the pipeline's detectors
 * @param suppressFrom intersection over union from which only the more probable of two characters stays
 * @param folds into how many parts pages are dealt, whole groups at a time; each part is judged by trees that did not learn from it
 * @param seed of what the libraries draw
 * @param secondLevel which of a box's candidates is right; left out where the classifiers' vote decides
 * @param filter which characters are none; left out where the detector's score decides
 */
public record TreesFile(
        String name,
        @Default("''") String description,
        List<String> detectors,
        @Default("0.3") double suppressFrom,
        @Default("5") int folds,
        @Default("7") long seed,
        @Default("null") TreeKeys secondLevel,
        @Default("null") TreeKeys filter) {
    public TreesFile {
        if (!name.matches("[a-z0-9][a-z0-9._-]*")) {
            throw new IllegalArgumentException("'name' is lower-case letters, digits, '.', '_' and '-': " + name);
        }
        if (folds < 2 || detectors.isEmpty()) {
            throw new IllegalArgumentException("'folds' is at least 2, and 'detectors' names at least one");
        }
        if (!(suppressFrom > 0 && suppressFrom <= 1)) {
            throw new IllegalArgumentException("'suppressFrom' is an overlap in (0,1]: " + suppressFrom);
        }
    }

    /** Reads a file; {@code settings} of the command line go before it. */
    public static TreesFile read(Path file, List<String> settings) throws IOException {
        return StrictYaml.read(file, TreesFile.class, settings);
    }
}
