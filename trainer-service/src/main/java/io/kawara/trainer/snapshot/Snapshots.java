package io.kawara.trainer.snapshot;

import static java.time.ZoneOffset.UTC;

import io.kawara.contracts.Label.Kind;
import io.kawara.contracts.ModelVersion;
import io.kawara.contracts.Pipeline;
import io.kawara.messaging.BlobStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Makes snapshots of the catalogue, and knows which there are. */
public final class Snapshots {
    private final Jdbi jdbi;
    private final BlobStore blobs;
    private final Path folder;

    /** @param folder below which snapshots are made into folders of data */
    public Snapshots(Jdbi jdbi, BlobStore blobs, Path folder) {
        this.jdbi = jdbi;
        this.blobs = blobs;
        this.folder = folder;
    }

    /** A snapshot that can be trained from, not yet in the tables. */
    public record Made(Manifest manifest, SnapshotFolder folder) {
        public String hash() {
            return folder.hash();
        }
    }

    /** Fixes what a pipeline would learn from now; an {@link IllegalArgumentException} where that is nothing, or leaks into what it is measured on. */
    public Made make(Pipeline pipeline) throws IOException {
        var chosen = jdbi.inTransaction(handle -> Selection.of(handle, pipeline));
        var manifest = chosen.manifest();
        if (manifest.count(Kind.HUMAN) == 0) {
            throw new IllegalArgumentException("pipeline " + pipeline.name()
                    + " has no label of a person to learn from: label some images first, or import them");
        }
        new Leaks(blobs::read).require(manifest);
        blobs.put(manifest.bytes());
        return new Made(manifest, SnapshotFolder.make(folder, chosen, blobs));
    }

    /** One that was made before, from where it is kept. */
    public Manifest manifest(String hash) throws IOException {
        return Manifest.read(blobs.read(hash));
    }

    /** Writes a snapshot into the tables; one that is there already is the same. */
    public void write(Handle handle, String hash, Manifest manifest) {
        int added = handle.createUpdate("""
                        insert into snapshot (hash, pipeline, made_at, human, pseudo, golden)
                        values (:hash, :pipeline, :at, :human, :pseudo, :golden) on conflict do nothing""")
                .bind("hash", hash)
                .bind("pipeline", manifest.pipeline())
                .bind("at", Instant.now().atOffset(UTC))
                .bind("human", manifest.count(Kind.HUMAN))
                .bind("pseudo", manifest.count(Kind.PSEUDO))
                .bind("golden", manifest.golden().size())
                .execute();
        if (added == 0) {
            return;
        }
        var labels = handle.prepareBatch(
                "insert into snapshot_label (snapshot, label) values (:snapshot, :label) on conflict do nothing");
        for (var entry : manifest.training()) {
            labels.bind("snapshot", hash).bind("label", entry.label()).add();
        }
        labels.execute();
    }

    /** Keeps which published models learnt from which snapshot. */
    public void learnt(Collection<ModelVersion> models) {
        jdbi.useHandle(handle -> {
            for (var model : models) {
                if (model.snapshot() != null) {
                    handle.createUpdate("""
                                    insert into snapshot_model (snapshot, model, version) values (:snapshot, :model, :version)
                                    on conflict do nothing""")
                            .bind("snapshot", model.snapshot())
                            .bind("model", model.name())
                            .bind("version", model.version())
                            .execute();
                }
            }
        });
    }

    /** Those that are folders of data now. */
    public List<SnapshotFolder> folders() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var folders = Files.list(folder)) {
            return folders.filter(SnapshotFolder::is).map(SnapshotFolder::new).toList();
        }
    }
}
