package io.kawara.pages;

import static java.util.Objects.requireNonNull;

import io.kawara.contracts.PageSize;
import java.util.List;

/** A page with all that is read in its boxes, in any order. */
public record ReadPage(PageSize size, List<ReadBox> boxes) {
    public ReadPage {
        requireNonNull(size, "size");
        boxes = List.copyOf(boxes);
    }

    /** The same page with other boxes. */
    public ReadPage with(List<ReadBox> others) {
        return new ReadPage(size, others);
    }
}
