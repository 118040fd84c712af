package io.kawara.trainer.drawing;

import java.awt.image.BufferedImage;
import java.util.List;

/**
 * A page as it was scanned.
 *
 * @param id its number in five digits
 * @param book the number of the book it belongs to
 * @param characters in reading order
 * @param quality of its JPEG file, in percent
 */
public record Page(String id, int book, BufferedImage image, List<PageCharacter> characters, int quality) {
    public Page {
        characters = List.copyOf(characters);
    }
}
