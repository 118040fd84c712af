package io.kawara.serving;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Everything needed to serve a model, carried as JSON in its ONNX file's metadata under {@link #KEY}.
 *
 * <p>{@code image}, {@code text}, {@code page}, {@code context} or {@code columns}: what goes in, as {@code task} says. {@code crop}: what an image is cut out of
 * a page by, where a classifier of images reads boxes. {@code labels}: in the order of the outputs. {@code thresholds}: from which
 * score a label counts. {@code temperature}: divides the logits, 1 where it is left out. {@code testTimeAugmentation}: as which {@link Views} an image
 * is looked at, and {@code testTimeAverage}, by what they are averaged: the logits where it is left out. {@code provenance}: how the model was made
 * (recipe, hashes, seed, metrics), free in form. {@code examples}: what it must say of a few inputs wherever it runs.
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ModelCard(
        String name,
        int version,
        ModelTask task,
        ImageInput image,
        TextInput text,
        PageInput page,
        CropRule crop,
        ContextInput context,
        List<String> columns,
        List<String> labels,
        Activation activation,
        Double temperature,
        Map<String, Double> thresholds,
        List<TestTimeAugmentation> testTimeAugmentation,
        ViewAverage testTimeAverage,
        Map<String, Object> provenance,
        List<GoldenExample> examples) {
    /** The metadata key of a card. */
    public static final String KEY = "kawara.card";

    private static final int MOST_EXAMPLES = 8;

    // Sorted keys: the same card gives the same bytes, hence the same model file and hash.
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    public ModelCard {
        if (name == null || !name.matches("[a-z0-9][a-z0-9._-]*")) {
            throw new IllegalArgumentException(
                    "a model's name is lower-case letters, digits, '.', '_' and '-': " + name);
        }
        if (version < 1) {
            throw new IllegalArgumentException("versions of " + name + " count from 1: " + version);
        }
        if (task == null) {
            throw new IllegalArgumentException(name + " has no task: " + List.of(ModelTask.values()));
        }
        columns = columns == null ? List.of() : List.copyOf(columns);
        requireInput(name, task, image, text, page, context, columns);
        if (crop != null && image == null) {
            throw new IllegalArgumentException(name + " takes no image that could be cut out of a page");
        }
        if (labels == null || labels.isEmpty() || new HashSet<>(labels).size() < labels.size()) {
            throw new IllegalArgumentException(name + " needs labels, each once: " + labels);
        }
        labels = List.copyOf(labels);
        activation = activation == null ? Activation.SOFTMAX : activation;
        temperature = temperature == null ? 1 : temperature;
        if (!(temperature > 0 && temperature < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("temperature of " + name + " must be above 0: " + temperature);
        }
        thresholds = thresholds == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(thresholds));
        for (var threshold : thresholds.entrySet()) {
            if (!labels.contains(threshold.getKey())) {
                throw new IllegalArgumentException(name + " has a threshold but no label " + threshold.getKey());
            }
            if (!(threshold.getValue() >= 0 && threshold.getValue() <= 1)) {
                throw new IllegalArgumentException("threshold of " + name + " is not in [0,1]: " + threshold);
            }
        }
        testTimeAugmentation = testTimeAugmentation == null ? List.of() : List.copyOf(testTimeAugmentation);
        if (image == null && !testTimeAugmentation.isEmpty()) {
            throw new IllegalArgumentException(name + " takes no image that could be augmented");
        }
        if (image != null) {
            Views.of(image, testTimeAugmentation); // refuses what cannot be looked at
        }
        testTimeAverage = testTimeAverage == null ? ViewAverage.LOGITS : testTimeAverage;
        provenance = provenance == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(provenance));
        examples = examples == null ? List.of() : List.copyOf(examples);
        if (examples.size() > MOST_EXAMPLES) {
            throw new IllegalArgumentException(name + " has more than " + MOST_EXAMPLES + " golden examples");
        }
    }

    /** A card without golden examples. */
    public ModelCard(
            String name,
            int version,
            ModelTask task,
            ImageInput image,
            TextInput text,
            PageInput page,
            CropRule crop,
            ContextInput context,
            List<String> columns,
            List<String> labels,
            Activation activation,
            Double temperature,
            Map<String, Double> thresholds,
            List<TestTimeAugmentation> testTimeAugmentation,
            ViewAverage testTimeAverage,
            Map<String, Object> provenance) {
        this(
                name,
                version,
                task,
                image,
                text,
                page,
                crop,
                context,
                columns,
                labels,
                activation,
                temperature,
                thresholds,
                testTimeAugmentation,
                testTimeAverage,
                provenance,
                null);
    }

    private static void requireInput(
            String name,
            ModelTask task,
            ImageInput image,
            TextInput text,
            PageInput page,
            ContextInput context,
            List<String> columns) {
        var described = new TreeSet<ModelTask>();
        if (image != null) {
            described.add(ModelTask.IMAGE_CLASSIFICATION);
        }
        if (text != null) {
            described.add(ModelTask.TEXT_CLASSIFICATION);
        }
        if (page != null) {
            described.add(ModelTask.OBJECT_DETECTION);
        }
        if (context != null) {
            described.add(ModelTask.CHARACTER_CLASSIFICATION);
        }
        if (!columns.isEmpty()) {
            described.add(ModelTask.TABULAR_CLASSIFICATION);
        }
        if (!described.equals(Set.of(task))) {
            throw new IllegalArgumentException(name + " is for " + task
                    + ", so its card describes that input and no other, not those of " + described);
        }
    }

    /** The card of a model that is given whole images, or texts. */
    public ModelCard(
            String name,
            int version,
            ModelTask task,
            ImageInput image,
            TextInput text,
            List<String> labels,
            Activation activation,
            Double temperature,
            Map<String, Double> thresholds,
            List<TestTimeAugmentation> testTimeAugmentation,
            ViewAverage testTimeAverage,
            Map<String, Object> provenance) {
        this(
                name,
                version,
                task,
                image,
                text,
                null,
                null,
                null,
                null,
                labels,
                activation,
                temperature,
                thresholds,
                testTimeAugmentation,
                testTimeAverage,
                provenance);
    }

    /** A card whose views, if there are several, are averaged by their logits. */
    public ModelCard(
            String name,
            int version,
            ModelTask task,
            ImageInput image,
            TextInput text,
            List<String> labels,
            Activation activation,
            Double temperature,
            Map<String, Double> thresholds,
            List<TestTimeAugmentation> testTimeAugmentation,
            Map<String, Object> provenance) {
        this(
                name,
                version,
                task,
                image,
                text,
                labels,
                activation,
                temperature,
                thresholds,
                testTimeAugmentation,
                null,
                provenance);
    }

    /** The card of a detector. */
    public static ModelCard detector(String name, int version, PageInput page, Map<String, Object> provenance) {
        return new ModelCard(
                name,
                version,
                ModelTask.OBJECT_DETECTION,
                null,
                null,
                page,
                null,
                null,
                null,
                List.of("character"),
                Activation.SIGMOID,
                null,
                null,
                null,
                null,
                provenance);
    }

    /** The card of a model that says how probable it is of each row that it is a true one. */
    public static ModelCard tabular(String name, int version, List<String> columns, Map<String, Object> provenance) {
        return new ModelCard(
                name,
                version,
                ModelTask.TABULAR_CLASSIFICATION,
                null,
                null,
                null,
                null,
                null,
                columns,
                List.of("true"),
                Activation.SIGMOID,
                null,
                null,
                null,
                null,
                provenance);
    }

    /** The card of a classifier that sees a page and its boxes together. */
    public static ModelCard characters(
            String name, int version, ContextInput context, List<String> labels, Map<String, Object> provenance) {
        return new ModelCard(
                name,
                version,
                ModelTask.CHARACTER_CLASSIFICATION,
                null,
                null,
                null,
                null,
                context,
                null,
                labels,
                Activation.SOFTMAX,
                null,
                null,
                null,
                null,
                provenance);
    }

    /** The card in {@code json}; throws {@link ModelException} where it is none. */
    public static ModelCard parse(String json) {
        try {
            return JSON.readValue(json, ModelCard.class);
        } catch (JsonProcessingException e) {
            throw new ModelException("not a model card: " + e.getOriginalMessage(), e);
        }
    }

    public String json() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write the card of " + id() + ": " + e.getOriginalMessage(), e);
        }
    }

    /** As what an image is looked at; of an image model only. */
    public Views views() {
        return Views.of(image, testTimeAugmentation);
    }

    public ModelCard withVersion(int other) {
        return with(other, temperature, thresholds, crop, testTimeAugmentation, testTimeAverage, provenance, examples);
    }

    /** The card calibrated otherwise. */
    public ModelCard withCalibration(double otherTemperature, Map<String, Double> otherThresholds) {
        return with(
                version,
                otherTemperature,
                otherThresholds,
                crop,
                testTimeAugmentation,
                testTimeAverage,
                provenance,
                examples);
    }

    /** The card of the same model, looking at images otherwise: what it says of its examples is to be found out again. */
    public ModelCard withViews(List<TestTimeAugmentation> ways, ViewAverage average) {
        return with(version, temperature, thresholds, crop, ways, average, provenance, null);
    }

    public ModelCard withProvenance(Map<String, Object> other) {
        return with(version, temperature, thresholds, crop, testTimeAugmentation, testTimeAverage, other, examples);
    }

    /** The card of the same model, given boxes of a page that are cut out so. */
    public ModelCard withCrop(CropRule other) {
        return with(
                version, temperature, thresholds, other, testTimeAugmentation, testTimeAverage, provenance, examples);
    }

    public ModelCard withExamples(List<GoldenExample> others) {
        return with(version, temperature, thresholds, crop, testTimeAugmentation, testTimeAverage, provenance, others);
    }

    private ModelCard with(
            int otherVersion,
            double otherTemperature,
            Map<String, Double> otherThresholds,
            CropRule otherCrop,
            List<TestTimeAugmentation> ways,
            ViewAverage average,
            Map<String, Object> otherProvenance,
            List<GoldenExample> otherExamples) {
        return new ModelCard(
                name,
                otherVersion,
                task,
                image,
                text,
                page,
                otherCrop,
                context,
                columns,
                labels,
                activation,
                otherTemperature,
                otherThresholds,
                ways,
                average,
                otherProvenance,
                otherExamples);
    }

    /** {@code name@version}. */
    public String id() {
        return name + "@" + version;
    }
}
