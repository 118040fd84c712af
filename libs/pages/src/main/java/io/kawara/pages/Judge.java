package io.kawara.pages;

import java.util.List;
import java.util.Optional;

/** A model of rows of numbers that has a say about a page's characters. */
public interface Judge {
    String name();

    double weight();

    /** What its rows are; none where it cannot be asked. */
    List<String> columns();

    /** Of each row in [0,1]; empty where it fails, or where there are no rows. */
    Optional<double[]> probabilities(float[][] rows);

    /** Called where it cannot be asked what the others are. */
    void fail(String reason);
}
