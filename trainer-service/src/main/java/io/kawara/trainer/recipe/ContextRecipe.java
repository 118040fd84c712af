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
 * The training of a classifier that reads the boxes of a page together: which character each holds, or that it holds none ({@code seg_fp}).
 *
 * @param name the model's name
 * @param description for whoever reads the file
 * @param architecture the network's name in the zoo: {@code region-classifier}
 * @param options the architecture's own options, e.g. {@code {width: 32, stem: 2}}
 * @param context how a page comes to it where it serves
 * @param boxes what it learns from
 * @param split which pages are kept back, and in which folds {@code --out-of-fold} reads the others
 * @param crops the parts of pages that it is shown in training
 * @param falseBoxes boxes made by rule, where there are none that a detector found
 * @param augment changes of colour, in their order, drawn for each crop, e.g. {@code {kind: hsv, probability: 0.5}}
 */
public record ContextRecipe(
        String name,
        @Default("''") String description,
        @Default("region-classifier") String architecture,
        @Default("{}") Map<String, String> options,
        ContextKeys context,
        @Default("{}") BoxTableKeys boxes,
        @Default("{}") SplitKeys split,
        @Default("{}") RegionCropKeys crops,
        @Default("{}") FalseBoxKeys falseBoxes,
        TrainKeys train,
        @Also("optim") @Default("{}") OptimizerKeys optimizer,
        @Default("{}") ScheduleKeys schedule,
        @Default("[]") List<Step> augment) {
    /** The key by which a file is known to be one. */
    public static final String KEY = "context";

    public ContextRecipe {
        if (!name.matches("[a-z0-9][a-z0-9._-]*")) {
            throw new IllegalArgumentException("'name' is lower-case letters, digits, '.', '_' and '-': " + name);
        }
        if (!architecture.equals("region-classifier")) {
            throw new IllegalArgumentException(
                    "'architecture' of a classifier that sees context is region-classifier, not " + architecture);
        }
        if (train.mixup() > 0) {
            throw new IllegalArgumentException("'train.mixup' is for pictures, not for boxes on pages");
        }
        for (Step step : augment) {
            if (!changesColours(step)) {
                throw new IllegalArgumentException(
                        "'augment' changes colours, and leaves every character where it is: not " + step.kind());
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
    public static ContextRecipe read(Path file, List<String> settings) throws IOException {
        return StrictYaml.read(file, ContextRecipe.class, settings);
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
