package io.kawara.local;

import com.fasterxml.jackson.databind.JsonNode;
import io.kawara.contracts.Champion;
import io.kawara.contracts.ModelVersion;
import io.kawara.contracts.Pipeline;
import io.kawara.messaging.BlobStore;
import io.kawara.messaging.Json;
import io.kawara.messaging.Registry;
import io.kawara.messaging.RegistryWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Publishes the models and pipelines that come with the repository, where the registry does not have them yet.
 *
 * <p>{@code deploy/models}: each {@code NAME.onnx} beside a {@code NAME.json} that says what its card says, as {@link ModelVersion} without hash.
 * {@code deploy/pipelines}: YAML. What somebody else has put under those names stays as it is.
 */
final class Starter {
    static final String BY = "starter";

    private final StackSettings settings;
    private final RegistryWriter writer;

    /** @param writer writes in the name of {@link #BY} */
    Starter(StackSettings settings, RegistryWriter writer) {
        this.settings = settings;
        this.writer = writer;
    }

    /** Publishes what is missing and says what that was. */
    void publish(Consumer<String> say) throws IOException {
        var blobs = new BlobStore(settings.blobs());
        Registry registry = writer.read();
        for (Path description : files("deploy/models", ".json")) {
            publish(description, registry, blobs, say);
        }
        registry = writer.read();
        for (Path file : files("deploy/pipelines", ".yaml")) {
            publish(PipelineYaml.read(file), registry, say);
        }
    }

    private void publish(Path description, Registry registry, BlobStore blobs, Consumer<String> say)
            throws IOException {
        Path file = Path.of(description.toString().replaceAll("\\.json$", ".onnx"));
        if (!Files.isRegularFile(file)) {
            throw new IllegalStateException(description + " describes a model, but " + file + " is missing.");
        }
        ModelVersion model = version(description, blobs.put(file), Files.size(file));
        var present = registry.model(model.name(), model.version());
        if (present.isPresent()) {
            if (!present.get().sha256().equals(model.sha256())) {
                say.accept("models      " + model.name() + "@" + model.version()
                        + " on the registry is another file than the one that is shipped: it stays.");
            }
            return;
        }
        writer.publish(model);
        var champion = registry.champion(model.name());
        if (champion.isEmpty() || isOurs(champion.get())) {
            writer.promote(model.name(), model.version(), "shipped");
            say.accept("models      " + model.name() + "@" + model.version() + " serves");
        } else {
            say.accept("models      " + model.name() + "@" + model.version() + " is published; "
                    + champion.get().version() + " serves still");
        }
    }

    private static boolean isOurs(Champion champion) {
        return BY.equals(champion.by());
    }

    private static ModelVersion version(Path description, String sha256, long bytes) throws IOException {
        JsonNode json = Json.mapper().readTree(description.toFile());
        var metrics = new LinkedHashMap<String, Double>();
        json.path("metrics")
                .properties()
                .forEach(
                        metric -> metrics.put(metric.getKey(), metric.getValue().asDouble()));
        var labels = new ArrayList<String>();
        json.path("labels").forEach(label -> labels.add(label.asText()));
        return new ModelVersion(
                json.path("name").asText(null),
                json.path("version").asInt(),
                json.path("task").asText(null),
                sha256,
                bytes,
                Instant.now(),
                Map.copyOf(metrics),
                labels,
                null);
    }

    private void publish(Pipeline pipeline, Registry registry, Consumer<String> say) {
        if (registry.pipeline(pipeline.name()).isPresent()) {
            return;
        }
        var missing = pipeline.members().stream()
                .filter(member -> registry.serving(member.model()).isEmpty())
                .map(member -> member.model())
                .toList();
        if (missing.isEmpty()) {
            writer.put(pipeline);
            say.accept("pipelines   " + pipeline.name());
        } else {
            say.accept("pipelines   " + pipeline.name() + ": not yet, " + String.join(" and ", missing)
                    + (missing.size() == 1 ? " is" : " are") + " not trained");
        }
    }

    private List<Path> files(String folder, String ending) throws IOException {
        Path path = settings.root().resolve(folder);
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(path)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }
}
