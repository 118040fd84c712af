package io.kawara.serving;

import io.kawara.contracts.ModelVersion;
import io.kawara.contracts.Stage;
import io.kawara.messaging.BlobStore;
import io.kawara.messaging.Registry;
import io.kawara.messaging.RegistryFollower;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.ObjIntConsumer;
import org.jboss.logging.Logger;

/**
 * The models that one stage runs, always in the version that the registry lets serve; or their challengers, in the one that it lets answer in shadow.
 *
 * <p>A new version is fetched, verified, loaded, warmed up and asked about its golden examples on a thread of its own, and then takes the old one's place from one lease to the next;
 * the old one is closed when its last lease ends. Where that fails the old version goes on, {@link #problems} says why, and it is tried again.
 * Thread-safe.
 */
public final class LiveModels implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(LiveModels.class);
    private static final int RETRY_SECONDS = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final BlobStore blobs;
    private final SessionSettings settings;
    private final Stage stage;
    private final Standing standing;
    private final ObjIntConsumer<String> onSwitch;
    private final ScheduledExecutorService loading = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "models");
        thread.setDaemon(true);
        return thread;
    });

    // All guarded by this object's monitor, which is notified of every change.
    private final Map<String, LeasedModel> live = new HashMap<>();
    private final SortedMap<String, String> problems = new TreeMap<>();
    private final Set<String> coming = new HashSet<>();
    private Registry registry;
    private RegistryFollower follower;
    private boolean settled;
    private boolean closed;

    /** Runs champions. */
    public LiveModels(BlobStore blobs, SessionSettings settings, Stage stage, ObjIntConsumer<String> onSwitch) {
        this(blobs, settings, stage, Standing.CHAMPION, onSwitch);
    }

    /** @param onSwitch told of a model and its version when it begins to serve, and of version 0 when none does any more */
    public LiveModels(
            BlobStore blobs,
            SessionSettings settings,
            Stage stage,
            Standing standing,
            ObjIntConsumer<String> onSwitch) {
        this.blobs = blobs;
        this.settings = settings;
        this.stage = stage;
        this.standing = standing;
        this.onSwitch = onSwitch;
        var unused = loading.scheduleWithFixedDelay(this::retry, RETRY_SECONDS, RETRY_SECONDS, TimeUnit.SECONDS);
    }

    /** Takes whatever {@code follower} reads, from now on. */
    public void follow(RegistryFollower follower) {
        synchronized (this) {
            this.follower = follower;
        }
        follower.onChange(this::follow);
    }

    /** Takes what the registry now says; returns at once. */
    public synchronized void follow(Registry now) {
        if (closed) {
            return;
        }
        registry = now;
        wanted(now).forEach((model, version) -> {
            if (!live.containsKey(model)) {
                coming.add(model);
            }
        });
        notifyAll();
        loading.execute(this::reconcile);
    }

    /** Whether these are challengers, whose votes are not counted. */
    boolean isShadow() {
        return standing == Standing.SHADOW;
    }

    /** The registry as {@link #follow} was last given it, waiting for the first one. */
    synchronized Registry registry() throws InterruptedException {
        while (registry == null && !closed) {
            wait();
        }
        return registry == null ? Registry.EMPTY : registry;
    }

    /** The registry as it is on its topic now, or as far as it was read where that takes long. */
    Registry registryUpToDate() throws InterruptedException {
        RegistryFollower asked;
        synchronized (this) {
            asked = follower;
        }
        if (asked != null) {
            asked.upToDate(PATIENCE);
        }
        return registry();
    }

    /**
     * The serving version of {@code model}; empty if it has none. Where its first version is being loaded, waits for it: an image that came with
     * the version already named is answered by it.
     */
    public synchronized Optional<Lease> acquire(String model) throws InterruptedException {
        while (coming.contains(model) && !closed) {
            wait();
        }
        return Optional.ofNullable(live.get(model)).flatMap(LeasedModel::lease);
    }

    /** The models whose version should serve and does not, with the reason. */
    public synchronized SortedMap<String, String> problems() {
        return Collections.unmodifiableSortedMap(new TreeMap<>(problems));
    }

    /** Whether every model of the first registry was loaded or has its problem. */
    public synchronized boolean isSettled() {
        return settled;
    }

    /** The versions that serve now. */
    public synchronized SortedMap<String, Integer> versions() {
        var versions = new TreeMap<String, Integer>();
        live.forEach((name, leased) -> versions.put(name, leased.model().card().version()));
        return versions;
    }

    private Map<String, ModelVersion> wanted(Registry registry) {
        var wanted = new TreeMap<String, ModelVersion>();
        for (var pipeline : registry.pipelines()) {
            for (var member : pipeline.members(stage)) {
                standing.version(registry, member.model()).ifPresent(version -> wanted.put(member.model(), version));
            }
        }
        return wanted;
    }

    private void retry() {
        if (!problems().isEmpty()) {
            reconcile();
        }
    }

    private void reconcile() {
        Map<String, ModelVersion> wanted;
        synchronized (this) {
            wanted = closed ? Map.of() : wanted(registry);
        }
        wanted.forEach(this::bring);
        synchronized (this) {
            for (var model : Set.copyOf(live.keySet())) {
                if (!wanted.containsKey(model)) {
                    replace(model, null);
                }
            }
            problems.keySet().retainAll(wanted.keySet());
            coming.retainAll(wanted(registry).keySet());
            settled = true;
            notifyAll();
        }
    }

    private void bring(String name, ModelVersion version) {
        if (!isLive(name, version)) {
            try {
                var model = load(version);
                synchronized (this) {
                    replace(name, new LeasedModel(model, version.sha256()));
                }
                LOG.infof("A model serves. model=%s version=%d", name, version.version());
            } catch (IOException | RuntimeException e) {
                fail(name, version, e);
            }
        }
        synchronized (this) {
            coming.remove(name);
            notifyAll();
        }
    }

    private synchronized boolean isLive(String name, ModelVersion version) {
        var leased = live.get(name);
        var same = leased != null
                && leased.sha256().equals(version.sha256())
                && leased.model().card().version() == version.version();
        if (same) {
            problems.remove(name);
        }
        return same;
    }

    private OnnxModel load(ModelVersion version) throws IOException {
        var path = blobs.find(version.sha256())
                .orElseThrow(() -> new IOException("the blob " + version.sha256() + " is not in the blob store"));
        var file = OnnxFile.map(path);
        // Before anything in it is parsed.
        var sha256 = file.sha256();
        if (!sha256.equals(version.sha256())) {
            throw new IOException("the file has the sha256 " + sha256 + " and not " + version.sha256());
        }
        var card = file.card();
        if (!card.name().equals(version.name()) || card.version() != version.version()) {
            throw new ModelException("the file is " + card.id() + " by its card");
        }
        if (!tasks().contains(card.task())) {
            throw new ModelException("it is for " + card.task() + ", and this stage does " + tasks());
        }
        var model = OnnxModel.load(file, settings);
        try {
            GoldenExamples.check(model, settings.tolerance());
            return model;
        } catch (RuntimeException e) {
            model.close();
            throw e;
        }
    }

    private List<ModelTask> tasks() {
        return switch (stage) {
            case OCR -> List.of();
            case IMAGE -> List.of(ModelTask.IMAGE_CLASSIFICATION);
            case TEXT -> List.of(ModelTask.TEXT_CLASSIFICATION);
            case DETECTOR -> List.of(ModelTask.OBJECT_DETECTION);
            case CHARACTER -> List.of(ModelTask.IMAGE_CLASSIFICATION, ModelTask.CHARACTER_CLASSIFICATION);
            case FUSION -> List.of(ModelTask.TABULAR_CLASSIFICATION);
        };
    }

    private synchronized void replace(String name, LeasedModel next) {
        var before = next == null || closed ? live.remove(name) : live.put(name, next);
        if (next != null && closed) {
            next.retire();
        }
        if (before != null) {
            before.retire();
        }
        problems.remove(name);
        onSwitch.accept(name, next == null ? 0 : next.model().card().version());
    }

    private synchronized void fail(String name, ModelVersion version, Exception e) {
        var serving = live.get(name);
        var problem = name + "@" + version.version() + " cannot serve: " + e.getMessage()
                + (serving == null ? "" : "; " + serving.model().card().id() + " goes on");
        // Once, not at every try.
        if (!problem.equals(problems.put(name, problem))) {
            LOG.error(problem, e);
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            live.values().forEach(LeasedModel::retire);
            live.clear();
            coming.clear();
            notifyAll();
        }
        loading.shutdownNow();
    }
}
