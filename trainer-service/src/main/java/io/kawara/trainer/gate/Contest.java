package io.kawara.trainer.gate;

import io.kawara.contracts.Member;
import io.kawara.contracts.ModelVersion;
import io.kawara.contracts.Pipeline;
import io.kawara.messaging.BlobStore;
import io.kawara.messaging.Registry;
import io.kawara.serving.Device;
import io.kawara.serving.OnnxFile;
import io.kawara.serving.OnnxModel;
import io.kawara.serving.SessionSettings;
import io.kawara.trainer.data.DataSet;
import io.kawara.trainer.predict.Ensemble;
import io.kawara.trainer.run.RunFolder;
import io.kawara.trainer.run.Votes;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The two pipelines between which the gate decides, loaded as the services would load them. */
final class Contest implements AutoCloseable {
    private static final int ROUNDS = 3;
    private static final int TIMED = 64;

    private final Side candidate;
    private final Side champion;

    /** A pipeline with its members' models. */
    private record Side(Ensemble ensemble, long largest) {
        Figures figures(DataSet golden, double millis) throws IOException, InterruptedException {
            return Figures.of(ensemble.pipeline(), votes(golden), golden, millis, largest / 1e6);
        }

        private List<Votes> votes(DataSet rows) throws IOException, InterruptedException {
            try {
                return ensemble.votes(rows, 1);
            } catch (IOException | InterruptedException | RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IOException("the golden images cannot be answered: " + e.getMessage(), e);
            }
        }

        double millis(DataSet rows) throws IOException, InterruptedException {
            long begun = System.nanoTime();
            var unused = votes(rows);
            return (System.nanoTime() - begun) / 1e6 / rows.size();
        }
    }

    /** @param champion null where nothing serves */
    private Contest(Side candidate, Side champion) {
        this.candidate = candidate;
        this.champion = champion;
    }

    /**
     * Loads both.
     *
     * @param pipeline the candidate: its members are models of the run, or served ones
     */
    static Contest of(Pipeline pipeline, RunFolder run, Registry registry, BlobStore blobs) throws IOException {
        Map<String, OnnxFile> files = new LinkedHashMap<>();
        for (var path : run.models()) {
            var file = OnnxFile.map(path);
            files.put(file.card().name(), file);
        }
        for (var member : pipeline.members()) {
            if (!files.containsKey(member.model())) {
                files.put(member.model(), served(member, registry, blobs));
            }
        }
        var candidate = side(pipeline, files);
        var serving = registry.pipeline(pipeline.name());
        if (serving.isEmpty() || serving(serving.get(), registry).isEmpty()) {
            return new Contest(candidate, null);
        }
        Map<String, OnnxFile> champions = new LinkedHashMap<>();
        for (var member : serving.get().members()) {
            champions.put(member.model(), served(member, registry, blobs));
        }
        return new Contest(candidate, side(serving.get(), champions));
    }

    /** What serves of a pipeline; nothing where it has no member or one does not serve: it cannot answer as it is meant to. */
    static List<ModelVersion> serving(Pipeline pipeline, Registry registry) {
        var serving = pipeline.members().stream()
                .flatMap(member -> registry.serving(member.model()).stream())
                .toList();
        return serving.size() == pipeline.members().size() ? serving : List.of();
    }

    private static OnnxFile served(Member member, Registry registry, BlobStore blobs) throws IOException {
        var version = registry.serving(member.model())
                .orElseThrow(() -> new IllegalArgumentException(
                        "model " + member.model() + " was not trained and does not serve: train the whole pipeline"));
        return OnnxFile.of(blobs.read(version.sha256()));
    }

    private static Side side(Pipeline pipeline, Map<String, OnnxFile> files) {
        Map<String, OnnxModel> models = new LinkedHashMap<>();
        long largest = 0;
        for (var member : pipeline.members()) {
            var file = files.get(member.model());
            largest = Math.max(largest, file.bytes().remaining());
            models.put(member.model(), OnnxModel.load(file, new SessionSettings(Device.CPU, 1)));
        }
        return new Side(new Ensemble(pipeline, models), largest);
    }

    /** Measures both on the golden images, and lets the gate decide. */
    Gate.Verdict decide(Gate gate, DataSet golden) throws IOException, InterruptedException {
        var timed = golden.rows(
                IntStream.range(0, Math.min(TIMED, golden.size())).boxed().toList());
        double[] least = {Double.MAX_VALUE, Double.MAX_VALUE};
        for (int round = 0; round < ROUNDS; round++) { // in turn: whatever else runs here slows both
            least[0] = Math.min(least[0], candidate.millis(timed));
            least[1] = champion == null ? 0 : Math.min(least[1], champion.millis(timed));
        }
        return gate.decide(
                candidate.figures(golden, least[0]), champion == null ? null : champion.figures(golden, least[1]));
    }

    @Override
    public void close() {
        candidate.ensemble().close();
        if (champion != null) {
            champion.ensemble().close();
        }
    }
}
