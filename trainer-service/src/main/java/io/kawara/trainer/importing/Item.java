package io.kawara.trainer.importing;

import io.kawara.contracts.CharacterBox;
import io.kawara.trainer.data.Picture;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A labelled image that is to be brought in.
 *
 * @param name by which its source tells it from others
 * @param file where it was found, and in which line; 0 where there are no lines
 * @param labels what it is
 * @param characters of a page, in reading order
 * @param fields its own words
 * @param group what it belongs to; null where it belongs to itself alone
 */
record Item(
        String name,
        Path file,
        int line,
        Picture picture,
        List<String> labels,
        List<CharacterBox> characters,
        Map<String, String> fields,
        String group) {}
