package io.kawara.trainer.search;

import io.kawara.trainer.run.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a trial is made: {@code trial-3}, in the folder of its search. */
public record TrialFolder(RunFolder search, int number) {
    private static final String NAME = "trial-";

    /** Which trial it is whose folder this is. */
    public static TrialFolder of(Path path) {
        String name = path.getFileName().toString();
        if (!name.matches(NAME + "[1-9]\\d{0,8}")) {
            throw new IllegalArgumentException(path + " is not the folder of a trial, such as " + NAME + "1.");
        }
        return new TrialFolder(new RunFolder(path.getParent()), Integer.parseInt(name.substring(NAME.length())));
    }

    /** The folder, made where it is not there. */
    public RunFolder make() throws IOException {
        return new RunFolder(Files.createDirectories(search.path().resolve(NAME + number)));
    }
}
