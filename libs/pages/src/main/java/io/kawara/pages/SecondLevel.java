package io.kawara.pages;

import java.util.List;

/** Reads a page once more by what all its readers said of it. The same page gives the same reading. */
public interface SecondLevel {
    /** The boxes of the page in their order, each as it is decided now: perhaps {@link io.kawara.contracts.PageRules#FALSE_POSITIVE}. */
    List<ReadBox> reread(ReadPage page);
}
