package io.kawara.trainer.publish;

import io.kawara.serving.Activation;
import io.kawara.serving.ModelCard;
import io.kawara.serving.ModelTask;
import io.kawara.serving.TestTimeAugmentation;
import io.kawara.serving.TextInput;
import io.kawara.serving.ViewAverage;
import io.kawara.trainer.recipe.BoxCropKeys;
import io.kawara.trainer.recipe.Default;
import io.kawara.trainer.recipe.ImageKeys;
import io.kawara.trainer.recipe.StrictYaml;
import io.kawara.trainer.recipe.TokenizerKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a user says of his own ONNX file, as YAML.
 *
 * @param name of the model
 * @param labels in the order of the outputs; or {@code labelFile}, one a line
 * @param labelFile beside the card
 * @param input of an image model: the size and channels that it takes, and how pictures are brought to them
 * @param crop of an image model that reads characters: what is cut out of a page for a box; left out for the box itself
 * @param layout the axes of the file's own input after the batch
 * @param mean what is subtracted of pixels in [0,1], one number or one a channel; for models that want floats
 * @param std what they are divided by then
 * @param tokenizer of a text model: n-grams only, since a vocabulary comes from training
 * @param output the name of the output that holds the logits; the only one where it is left out
 * @param activation what makes scores of them
 * @param temperature what they are divided by before (Guo et al., On calibration of modern neural networks, 2017)
 * @param testTimeAugmentation how often and how a picture is looked at, e.g. {@code [flip]}
 * @param testTimeAverage what is averaged over the looks
 */
public record ImportCard(
        String name,
        @Default("[]") List<String> labels,
        @Default("null") String labelFile,
        @Default("null") ImageKeys input,
        @Default("null") BoxCropKeys crop,
        @Default("nchw") Layout layout,
        @Default("[0]") List<Double> mean,
        @Default("[1]") List<Double> std,
        @Default("null") TokenizerKeys tokenizer,
        @Default("null") String output,
        @Default("softmax") Activation activation,
        @Default("1") double temperature,
        @Default("[]") List<String> testTimeAugmentation,
        @Default("logits") ViewAverage testTimeAverage) {
    /** The order of an image's axes. */
    public enum Layout {
        NCHW,
        NHWC
    }

    public ImportCard {
        if (labels.isEmpty() == (labelFile == null)) {
            throw new IllegalArgumentException("give either 'labels' or 'labelFile'");
        }
        if ((input == null) == (tokenizer == null)) {
            throw new IllegalArgumentException("give either 'input' (an image model) or 'tokenizer' (a text model)");
        }
        if (crop != null && input == null) {
            throw new IllegalArgumentException("'crop' needs 'input': an image model");
        }
        if (tokenizer != null && tokenizer.kind() != TokenizerKeys.Kind.NGRAMS) {
            throw new IllegalArgumentException("'tokenizer.kind' can only be ngrams for a model from elsewhere");
        }
        if (std.stream().anyMatch(value -> !(value > 0))) {
            throw new IllegalArgumentException("'std' is above 0: " + std);
        }
    }

    /** Reads a card; labels of a {@code labelFile} are looked for beside it. */
    public static ImportCard read(Path file) throws IOException {
        var card = StrictYaml.read(file, ImportCard.class, List.of());
        return card.labelFile == null
                ? card
                : card.labelled(Files.readAllLines(file.toAbsolutePath().resolveSibling(card.labelFile)));
    }

    private ImportCard labelled(List<String> lines) {
        var named = lines.stream()
                .filter(line -> !line.isBlank())
                .map(String::strip)
                .toList();
        return new ImportCard(
                name,
                named,
                null,
                input,
                crop,
                layout,
                mean,
                std,
                tokenizer,
                output,
                activation,
                temperature,
                testTimeAugmentation,
                testTimeAverage);
    }

    /** The card that the model file carries. */
    ModelCard card(String source) {
        TextInput text = tokenizer == null ? null : tokenizer.card(List.of());
        var card = new ModelCard(
                name,
                1,
                text == null ? ModelTask.IMAGE_CLASSIFICATION : ModelTask.TEXT_CLASSIFICATION,
                text == null ? input.card() : null,
                text,
                labels,
                activation,
                temperature,
                Map.of(),
                testTimeAugmentation.stream().map(TestTimeAugmentation::parse).toList(),
                testTimeAverage,
                Map.of("importedFrom", source));
        return crop == null ? card : card.withCrop(crop.rule());
    }
}
