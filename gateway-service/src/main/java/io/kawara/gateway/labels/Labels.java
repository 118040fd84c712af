package io.kawara.gateway.labels;

import io.kawara.contracts.KnownClasses;
import io.kawara.contracts.Label;
import io.kawara.contracts.Pipeline;
import io.kawara.gateway.intake.KnownPipelines;
import io.kawara.gateway.intake.Refusal;
import io.kawara.gateway.intake.Uuid7;
import io.kawara.messaging.Registry;
import io.kawara.messaging.RegistryFollower;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Takes labels: checks them against the registry, names who gave them, and sends them. Safe for many threads; calls may block.
 *
 * <p>All of a request are checked before any is sent. Whether the image is there is not asked: a label may come before its image.
 */
public final class Labels {
    private static final String NOBODY = "anonymous";
    private static final int LONGEST = 400;

    /** How long a class that was added a moment ago is looked for. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final LabelReader reader = new LabelReader();
    private final RegistryFollower registry;
    private final LabelSender sender;
    private final Clock clock;

    public Labels(RegistryFollower registry, LabelSender sender, Clock clock) {
        this.registry = registry;
        this.sender = sender;
        this.clock = clock;
    }

    /**
     * Sends a request's labels; completes with their ids, in their order, when Kafka has all of them.
     *
     * @param user who sent the request, for labels that do not say; may be null
     * @throws Refusal if a label cannot be taken; the stage may fail with one too
     */
    public CompletionStage<List<String>> give(byte[] body, String user) throws InterruptedException {
        List<GivenLabel> given = reader.read(body);
        Instant now = clock.instant();
        List<Label> labels = new ArrayList<>();
        for (int place = 0; place < given.size(); place++) {
            String where = given.size() == 1 ? "The label" : "Label " + (place + 1) + " of " + given.size();
            labels.add(label(given.get(place), user, now, where));
        }
        List<CompletableFuture<Void>> sent = labels.stream()
                .map(label -> sender.send(label).toCompletableFuture())
                .toList();
        return CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new))
                .thenApply(all -> labels.stream().map(Label::id).toList());
    }

    private Label label(GivenLabel given, String user, Instant now, String where) throws InterruptedException {
        requireWords(given, where);
        String id = given.id() == null ? Uuid7.next().toString() : given.id();
        Label label = given.label(id, who(given.by(), user), now);
        if (refusal(registry.registry(), label).isPresent()) {
            Optional<KnownClasses.Refusal> refusal = refusal(registry.upToDate(PATIENCE), label);
            if (refusal.isPresent()) {
                throw refused(refusal.get(), where);
            }
        }
        return label;
    }

    private static Optional<KnownClasses.Refusal> refusal(Registry now, Label label) {
        Pipeline pipeline = KnownPipelines.require(now, label.pipeline());
        return KnownClasses.of(pipeline, now::serving).check(label);
    }

    private static Refusal refused(KnownClasses.Refusal refusal, String where) {
        return refusal.nearest().isEmpty()
                ? Refusal.of(Refusal.Kind.NOT_A_LABEL, where + " cannot be taken: " + refusal.reason())
                : Refusal.of(
                        Refusal.Kind.UNKNOWN_CLASS,
                        where + " cannot be taken: " + refusal.reason(),
                        Map.of("nearest", refusal.nearest()));
    }

    private static void requireWords(GivenLabel given, String where) {
        requireWord(given.image(), "image", "the image's id", where);
        requireWord(given.pipeline(), "pipeline", "whose answer it is about", where);
        if (given.withdraws() == null && !given.says()) {
            throw Refusal.badRequest(where + " says nothing: it has 'labels', 'characters' or 'withdraws'");
        }
        if (given.withdraws() != null && given.says()) {
            throw Refusal.badRequest(where + " takes another one back and says something as well: send two labels");
        }
        if (given.labels() != null && given.characters() != null) {
            throw Refusal.badRequest(
                    where + " has 'labels' and 'characters': a page has the ones, other images the others");
        }
        for (String word : new String[] {given.id(), given.by(), given.withdraws(), given.source()}) {
            if (word != null && (word.isBlank() || word.length() > LONGEST)) {
                throw Refusal.badRequest(
                        where + " has an id, a name or a source that is empty or longer than " + LONGEST);
            }
        }
    }

    private static void requireWord(String value, String name, String meaning, String where) {
        if (value == null || value.isBlank() || value.length() > LONGEST) {
            throw Refusal.badRequest(
                    where + " needs '" + name + "', " + meaning + ", of at most " + LONGEST + " characters");
        }
    }

    private static String who(String said, String user) {
        if (said != null) {
            return said.strip();
        }
        return user == null || user.isBlank() || user.length() > LONGEST ? NOBODY : user.strip();
    }
}
