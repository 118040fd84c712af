package io.kawara.pages;

import io.kawara.contracts.PageRules;

/** Codes of characters as numbers. Whichever classes a model has, a character's number is the same, and alike characters have near numbers. */
final class CodePoints {
    /** Of {@link PageRules#FALSE_POSITIVE}, and of whatever is no code. */
    static final int NONE = -1;

    static int of(String code) {
        return code.startsWith("U+") ? Integer.parseInt(code.substring(2), 16) : NONE;
    }

    private CodePoints() {}
}
