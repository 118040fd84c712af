package io.kawara.trainer.augment;

import io.kawara.trainer.recipe.StrictYaml;
import io.kawara.trainer.transform.Step;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What one strip of the gallery shows.
 *
 * @param name of its file
 * @param says what one sees
 * @param steps applied one after the other, whatever their probabilities
 */
public record Exhibit(String name, String says, List<Step> steps) {
    /** All that the gallery shows where it is not told what. */
    record Catalogue(List<Exhibit> exhibits) {}

    /** One of every kind of step. */
    public static List<Exhibit> all() {
        try (var in = Exhibit.class.getResourceAsStream("/gallery.yaml")) {
            var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return StrictYaml.parse(text, "gallery.yaml", Catalogue.class, List.of())
                    .exhibits();
        } catch (IOException e) {
            throw new UncheckedIOException("gallery.yaml cannot be read", e);
        }
    }
}
