package io.kawara.trainer;

import io.kawara.trainer.augment.Exhibit;
import io.kawara.trainer.augment.Gallery;
import io.kawara.trainer.recipe.AugmentKeys;
import io.kawara.trainer.recipe.Recipe;
import io.kawara.trainer.recipe.StrictYaml;
import io.kawara.trainer.run.Console;
import io.kawara.trainer.transform.Raster;
import io.kawara.trainer.transform.Step;
import io.kawara.vision.Image;
import io.kawara.vision.ImageDecoder;
import io.kawara.vision.ImageLimits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kawara augment}: how training data is changed, for the eye. */
@Command(name = "augment", description = "Show how training data is changed.", mixinStandardHelpOptions = true)
final class AugmentCommand {
    @Command(
            name = "gallery",
            description = "Draw the original and a few draws of every step, or of a recipe's own.",
            mixinStandardHelpOptions = true)
    int gallery(
            @Parameters(arity = "0..1", paramLabel = "RECIPE", description = "Show this recipe's steps.") Path recipe,
            @Option(
                            names = "--step",
                            paramLabel = "STEP",
                            description = "Show this step, e.g. \"{kind: rotate, degrees: 20}\"; may be repeated.")
                    List<String> steps,
            @Option(names = "--image", paramLabel = "FILE", description = "A picture of yours instead of a drawing.")
                    Path image,
            @Option(names = "--out", required = true, paramLabel = "FOLDER", description = "Gets a PNG for each step.")
                    Path out)
            throws IOException {
        var exhibits = steps != null ? exhibits(keys(steps)) : recipe != null ? exhibits(recipe) : Exhibit.all();
        new Gallery(image == null ? null : decoded(image)).write(exhibits, out);
        Console.standard().line("%d strips in %s", exhibits.size(), out);
        return 0;
    }

    private static List<Exhibit> exhibits(Path recipe) throws IOException {
        var read = Recipe.read(recipe, List.of());
        return exhibits(read.augment().mixed(read.train().mixup()));
    }

    private static AugmentKeys keys(List<String> steps) {
        return StrictYaml.parse("steps: [" + String.join(", ", steps) + "]", "--step", AugmentKeys.class, List.of());
    }

    /** Each step alone, and all of them together. */
    private static List<Exhibit> exhibits(AugmentKeys keys) {
        var all = new ArrayList<Step>(keys.pictures());
        all.addAll(keys.batches());
        all.addAll(keys.texts());
        if (all.isEmpty()) {
            throw new IllegalArgumentException("The recipe's 'augment' changes nothing, so there is nothing to show.");
        }
        var exhibits = new ArrayList<Exhibit>();
        for (Step step : all) {
            exhibits.add(new Exhibit(exhibits.size() + 1 + "-" + step.kind(), "", List.of(step)));
        }
        exhibits.add(new Exhibit("together", "All of them, one after the other.", all));
        return exhibits;
    }

    private static Raster decoded(Path file) throws IOException {
        try (Image image = ImageDecoder.decode(Files.readAllBytes(file), ImageLimits.DEFAULT);
                Image colours = image.toRgb()) {
            var pixels = ByteBuffer.allocate(colours.size());
            colours.copyTo(pixels);
            return new Raster(colours.width(), colours.height(), 3, pixels.array());
        }
    }
}
