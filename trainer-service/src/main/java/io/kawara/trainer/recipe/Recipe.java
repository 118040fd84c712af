package io.kawara.trainer.recipe;

import io.kawara.contracts.Task;
import io.kawara.serving.TestTimeAugmentation;
import io.kawara.serving.ViewAverage;
import io.kawara.serving.Views;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One training, from the data to the model's card. Its components are the keys of a recipe file; {@link Default} says what a key is where it is left
 * out.
 *
 * @param name the model's name
 * @param description for whoever reads the file
 * @param task whether a row has exactly one label or any number of them
 * @param architecture the network's name in the zoo, e.g. {@code resnet18}
 * @param options the architecture's own options, e.g. {@code {width: 32}}
 * @param input what an image model sees; left out for a text model
 * @param tokenizer how a text model's words become tokens; left out for an image model
 * @param curriculum easier stages that come before, in their order
 * @param testTimeAugmentation the views of an image that are averaged, in the services as here: {@code flip}, {@code rotations}, {@code symmetries},
 *     {@code five-crop@120}, {@code seven-crop@120} (cut from a picture of that side), {@code scale@160} (beside the input's size); they multiply
 * @param testTimeAverage what is averaged over the views: {@code logits} or {@code scores}
 */
public record Recipe(
        String name,
        @Default("''") String description,
        @Default("single-label") Task task,
        String architecture,
        @Default("{}") Map<String, String> options,
        @Default("null") ImageKeys input,
        @Default("null") TokenizerKeys tokenizer,
        DataKeys data,
        @Default("{}") SplitKeys split,
        @Default("{}") SamplingKeys sampling,
        TrainKeys train,
        @Default("{}") LossKeys loss,
        @Also("optim") @Default("{}") OptimizerKeys optimizer,
        @Default("{}") ScheduleKeys schedule,
        @Default("{}") AugmentKeys augment,
        @Default("[]") List<StageKeys> curriculum,
        @Default("[]") List<String> testTimeAugmentation,
        @Default("logits") ViewAverage testTimeAverage) {
    public Recipe {
        if (!name.matches("[a-z0-9][a-z0-9._-]*")) {
            throw new IllegalArgumentException("'name' is lower-case letters, digits, '.', '_' and '-': " + name);
        }
        if ((input == null) == (tokenizer == null)) {
            throw new IllegalArgumentException("give either 'input' (an image model) or 'tokenizer' (a text model)");
        }
        augment.require(input != null);
        if (tokenizer != null && train.mixup() > 0) {
            throw new IllegalArgumentException("'train.mixup' is for pictures, and this is a text model");
        }
        if (tokenizer != null && data.text().isEmpty() && data.ocr() == null) {
            throw new IllegalArgumentException("a text model needs 'data.text' (columns) or 'data.ocr'");
        }
        if (task == Task.MULTI_LABEL && sampling.byLabel()) {
            throw new IllegalArgumentException(
                    "'sampling' by labels is for tasks of one label each: a multi-label task has only 'repeat'");
        }
        if (input != null && !data.hasImages()) {
            throw new IllegalArgumentException("an image model needs 'data.image': where a row's picture lies");
        }
        if (tokenizer != null && !testTimeAugmentation.isEmpty()) {
            throw new IllegalArgumentException("'testTimeAugmentation' is for image models");
        }
        loss.require(task == Task.MULTI_LABEL, train.labelSmoothing() > 0);
        if (input != null) {
            // Says now, not after a training, what cannot be looked at.
            Views.of(input.card(), views(testTimeAugmentation));
        }
        if (data.glyphs() == null) {
            requireNoGlyphKeys(curriculum);
        } else {
            requireDrawable(task, input, data.glyphs().letters().canvas(), augment);
        }
    }

    private static void requireNoGlyphKeys(List<StageKeys> curriculum) {
        if (curriculum.stream().anyMatch(StageKeys::needsGlyphs)) {
            throw new IllegalArgumentException(
                    "a 'curriculum' says of how pictures are drawn only where they are drawn:"
                            + " 'pictures', 'letters', 'canvas', 'noiseLevel', 'faint' and 'places' need 'data.format: glyphs'");
        }
    }

    private static void requireDrawable(Task task, ImageKeys input, int canvas, AugmentKeys augment) {
        if (input == null || input.width() != input.height() || task != Task.MULTI_LABEL) {
            throw new IllegalArgumentException(
                    "'data.format: glyphs' draws square pictures of several letters: it needs"
                            + " 'input.size' and 'task: multi-label'");
        }
        if (canvas % input.width() != 0) {
            throw new IllegalArgumentException("a canvas of " + canvas + " pixels does not shrink to " + input.width()
                    + ": make it a multiple of the pictures' size");
        }
        if (!augment.equals(AugmentKeys.none())) {
            throw new IllegalArgumentException("'augment' is for pictures that lie on disk; those drawn from glyphs are"
                    + " turned by quarter turns, and 'data.glyphs' says what else varies");
        }
    }

    /**
     * The trainings that it is made of, in their order: itself as each stage of its curriculum has it, and itself. A stage that cannot be is an {@link
     * IllegalArgumentException} that names it.
     */
    public List<Recipe> stages() {
        var stages = new ArrayList<Recipe>();
        String whole = Canonical.json(this);
        for (int i = 0; i < curriculum.size(); i++) {
            var settings = new ArrayList<>(curriculum.get(i).settings());
            settings.add("curriculum=[]");
            settings.add("testTimeAugmentation=[]"); // whose crops may not fit another size
            stages.add(StrictYaml.parse(
                    whole, name + ", stage " + (i + 1) + " of its curriculum", Recipe.class, settings));
        }
        stages.add(this);
        return stages;
    }

    /** Reads a recipe; {@code settings} of the command line, {@code section.key=value}, go before the file. */
    public static Recipe read(Path file, List<String> settings) throws IOException {
        var recipe = StrictYaml.read(file, Recipe.class, settings);
        recipe.stages(); // a stage that cannot be is said before anything is trained
        return recipe;
    }

    /** Whether a row may have any number of labels. */
    public boolean multiLabel() {
        return task == Task.MULTI_LABEL;
    }

    /** The loss that is meant, whether it was said or goes by the task. */
    public LossKeys.Kind lossKind() {
        return loss.kind(multiLabel());
    }

    /** As what the services look at an image. */
    public List<TestTimeAugmentation> views() {
        return views(testTimeAugmentation);
    }

    private static List<TestTimeAugmentation> views(List<String> written) {
        return written.stream().map(TestTimeAugmentation::parse).toList();
    }

    /** Whether its pictures are drawn from glyphs. */
    public boolean draws() {
        return data.glyphs() != null;
    }

    public boolean forImages() {
        return input != null;
    }

    /** Names everything that the training depends on, defaults included: SHA-256 of its canonical JSON. */
    public String hash() {
        return Canonical.hash(this);
    }
}
