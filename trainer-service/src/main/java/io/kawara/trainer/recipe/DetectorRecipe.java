package io.kawara.trainer.recipe;

import io.kawara.trainer.transform.BrightnessContrast;
import io.kawara.trainer.transform.ChannelShift;
import io.kawara.trainer.transform.ColourJitter;
import io.kawara.trainer.transform.Gamma;
import io.kawara.trainer.transform.Hsv;
import io.kawara.trainer.transform.PcaLighting;
import io.kawara.trainer.transform.PictureStep;
import io.kawara.trainer.transform.RandomGrey;
import io.kawara.trainer.transform.Solarize;
import io.kawara.trainer.transform.Step;
import io.kawara.trainer.transform.Tone;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The training of a detector: where characters are on pages, whatever they are.
 *
 * @param name the model's name
 * @param description for whoever reads the file
 * @param architecture the network's name in the zoo: {@code centre-net}
 * @param options the architecture's own options, e.g. {@code {width: 32}}
 * @param page how a page comes to it
 * @param pages what it learns from, as many tables as there are, e.g. drawn pages and real ones
 * @param split which pages are kept back, and in which folds {@code --out-of-fold} predicts the others; of the tables that are {@code measured}
 * @param crops the parts of pages that it is shown
 * @param start an ONNX file of the same architecture and options, from whose weights it begins; below the data's folder, or where the command runs
 * @param augment changes of colour, in their order, drawn for each crop, e.g. {@code {kind: hsv, probability: 0.5}}
 */
public record DetectorRecipe(
        String name,
        @Default("''") String description,
        @Default("centre-net") String architecture,
        @Default("{}") Map<String, String> options,
        @Default("{}") PageInputKeys page,
        List<PagesKeys> pages,
        @Default("{}") SplitKeys split,
        @Default("{}") CropKeys crops,
        @Default("null") String start,
        TrainKeys train,
        @Default("{}") DetectionLossKeys loss,
        @Also("optim") @Default("{}") OptimizerKeys optimizer,
        @Default("{}") ScheduleKeys schedule,
        @Default("[]") List<Step> augment) {
    /** The key by which a file is known to be one. */
    public static final String KEY = "pages";

    public DetectorRecipe {
        if (!name.matches("[a-z0-9][a-z0-9._-]*")) {
            throw new IllegalArgumentException("'name' is lower-case letters, digits, '.', '_' and '-': " + name);
        }
        if (!architecture.equals("centre-net")) {
            throw new IllegalArgumentException("'architecture' of a detector is centre-net, not " + architecture);
        }
        if (pages.stream().noneMatch(PagesKeys::measured)) {
            throw new IllegalArgumentException("'pages' needs a table that is 'measured'");
        }
        if (train.labelSmoothing() > 0 || train.mixup() > 0) {
            throw new IllegalArgumentException("'train.labelSmoothing' and 'train.mixup' are for classifiers");
        }
        for (Step step : augment) {
            if (!changesColours(step)) {
                throw new IllegalArgumentException("'augment' of a detector changes colours, and leaves every character"
                        + " where it is: not " + step.kind());
            }
        }
    }

    private static boolean changesColours(Step step) {
        return step instanceof Tone
                || step instanceof BrightnessContrast
                || step instanceof Gamma
                || step instanceof Hsv
                || step instanceof ColourJitter
                || step instanceof RandomGrey
                || step instanceof PcaLighting
                || step instanceof Solarize
                || step instanceof ChannelShift;
    }

    /** Reads a recipe; {@code settings} of the command line, {@code section.key=value}, go before the file. */
    public static DetectorRecipe read(Path file, List<String> settings) throws IOException {
        return StrictYaml.read(file, DetectorRecipe.class, settings);
    }

    /** What is done to each crop, in order. */
    public List<PictureStep> colours() {
        return augment.stream().map(PictureStep.class::cast).toList();
    }

    /** Names everything that the training depends on, defaults included: SHA-256 of its canonical JSON. */
    public String hash() {
        return Canonical.hash(this);
    }
}
