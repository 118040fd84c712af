package io.kawara.trainer.synthesize;

import io.kawara.trainer.recipe.Default;
import io.kawara.trainer.recipe.StrictYaml;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * An invented shop and how its slips look.
 *
 * @param font one of Java's logical fonts
 * @param rule the character that separating lines are made of
 * @param total how it calls the sum
 * @param goods each a name and a price
 */
record Merchant(
        String name,
        List<String> lines,
        Logo logo,
        String font,
        @Default("false") boolean bold,
        String rule,
        String total,
        List<String> footer,
        List<String> goods) {
    private static final String FILE = "merchants.yaml";

    private record Directory(List<Merchant> merchants) {}

    static List<Merchant> all() {
        try (var in = Merchant.class.getResourceAsStream(FILE)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return StrictYaml.parse(text, FILE, Directory.class, List.of()).merchants();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + FILE, e);
        }
    }
}
