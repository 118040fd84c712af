package io.kawara.trainer.run;

import io.kawara.messaging.Json;
import io.kawara.serving.ModelException;
import io.kawara.serving.OnnxFile;
import io.kawara.serving.TextInput;
import io.kawara.trainer.data.DataSet;
import io.kawara.trainer.data.Probabilities;
import io.kawara.trainer.graph.Graph;
import io.kawara.trainer.recipe.LossKeys;
import io.kawara.trainer.recipe.Recipe;
import io.kawara.trainer.torch.Distillation;
import io.kawara.trainer.torch.Loss;
import io.kawara.trainer.training.BatchSource;
import io.kawara.trainer.training.Objective;
import io.kawara.trainer.training.Taught;
import io.kawara.trainer.transform.BatchRandomErasing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** What a recipe makes small, in the trainer's own words. */
final class Objectives {
    private Objectives() {}

    /** @param labels in the order of the model's outputs, and {@code text} what it is given; a teacher's must be the same */
    static Objective of(Recipe recipe, List<String> labels, TextInput text) throws IOException {
        var keys = recipe.loss();
        return new Objective(
                loss(recipe), keys.reduction(), keys.teacher() == null ? null : distillation(recipe, labels, text));
    }

    /** The source, with what a teacher said of each row where the recipe names a file of that. */
    static BatchSource taught(Recipe recipe, DataSet rows, BatchSource source) throws IOException {
        if (recipe.loss().teacher() == null || isAsked(recipe.loss())) {
            return source;
        }
        var steps = recipe.augment().mixed(recipe.train().mixup()).batches();
        if (steps.stream().anyMatch(step -> !(step instanceof BatchRandomErasing))) {
            throw new IllegalArgumentException(
                    "pictures are mixed, but what the teacher says of a mixed one is not in its file: give the model itself as 'loss.teacher'");
        }
        var said = Probabilities.read(rows.file(recipe.loss().teacher(), "loss.teacher"))
                .in(rows.labels());
        var answers = new float[rows.size()][];
        for (int i = 0; i < answers.length; i++) {
            var id = rows.rows().get(i).id();
            answers[i] = said.rows().get(id);
            if (answers[i] == null) {
                throw new IllegalArgumentException("teacher " + said.file() + " says nothing of row " + id);
            }
        }
        return new Taught(source, answers);
    }

    private static Loss loss(Recipe recipe) {
        var keys = recipe.loss();
        var smoothing = recipe.train().labelSmoothing();
        return switch (recipe.lossKind()) {
            case CROSS_ENTROPY -> new Loss.CrossEntropy(smoothing);
            case BINARY_CROSS_ENTROPY -> Loss.BINARY_CROSS_ENTROPY;
            case FOCAL -> new Loss.Focal(keys.gamma(), keys.alpha(), recipe.multiLabel());
            case CENTRE -> new Loss.Centre(smoothing, keys.centreWeight());
        };
    }

    private static Distillation distillation(Recipe recipe, List<String> labels, TextInput text) throws IOException {
        var keys = recipe.loss();
        var teacher = isAsked(keys) ? teacher(recipe, labels, text) : null;
        return new Distillation(teacher, keys.targetWeight(), keys.teacherWeight(), keys.temperature());
    }

    /** Whether the teacher is a model rather than a file of what it said. */
    private static boolean isAsked(LossKeys keys) {
        return keys.teacher().endsWith(".onnx");
    }

    private static Graph teacher(Recipe recipe, List<String> labels, TextInput text) throws IOException {
        var file = Path.of(recipe.loss().teacher());
        var bytes = Files.readAllBytes(file);
        try {
            var card = OnnxFile.of(bytes).card();
            if (!card.labels().equals(labels)) {
                throw new IllegalArgumentException("teacher %s knows the labels %s, but the data set's are %s"
                        .formatted(file, card.labels(), labels));
            }
            var input = recipe.forImages() ? recipe.input().card() : null;
            if (!Objects.equals(card.image(), input) || !Arrays.equals(Json.write(card.text()), Json.write(text))) {
                throw new IllegalArgumentException(
                        "teacher %s takes another input than the recipe's model: give a .csv file of what it says instead"
                                .formatted(file));
            }
        } catch (ModelException e) {
            throw new IllegalArgumentException("teacher " + file + ": " + e.getMessage(), e);
        }
        return Graph.parse(bytes);
    }
}
