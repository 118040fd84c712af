package io.kawara.gateway.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kawara.contracts.Pipeline;
import io.kawara.gateway.answers.Answers;
import io.kawara.gateway.answers.Pending;
import io.kawara.gateway.answers.Reply;
import io.kawara.messaging.Registry;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Takes uploads: checks them, sends their images, and waits for the answers as long as the caller does. Safe for many threads.
 *
 * <p>An upload is checked whole before any of it is sent. With a wait its images carry a deadline, and what is decided by then comes back as
 * a partial answer.
 */
public final class Submissions {
    /** The most of the item's own words, in UTF-8: they travel in a header. */
    private static final int MOST_TEXT = 64 * 1024;

    private final Supplier<Registry> registry;
    private final ImageSender sender;
    private final Answers answers;
    private final IdempotencyKeys<List<Pending>> keys;
    private final Duration grace;

    /** {@code grace}: how much longer than its caller an upload waits, for the answer that is decided at the deadline. */
    public Submissions(
            Supplier<Registry> registry,
            ImageSender sender,
            Answers answers,
            IdempotencyKeys<List<Pending>> keys,
            Duration grace) {
        this.registry = registry;
        this.sender = sender;
        this.answers = answers;
        this.keys = keys;
        this.grace = grace;
    }

    /**
     * Sends the upload's images; completes with a reply to each, in their order, when all are answered or the wait is over.
     *
     * @throws Refusal if the upload cannot be served; the stage may fail with one too
     */
    public CompletionStage<List<Reply>> submit(Upload upload) {
        check(upload);
        CompletionStage<List<Pending>> sent = upload.idempotencyKey() == null
                ? send(upload)
                : keys.once(upload.idempotencyKey(), fingerprint(upload), () -> send(upload));
        return sent.thenCompose(images -> replies(images, upload.patience()));
    }

    private void check(Upload upload) {
        if (upload.images().isEmpty()) {
            throw Refusal.of(
                    Refusal.Kind.EMPTY, "Send the image as the body, or one or more files as multipart/form-data");
        }
        for (Upload.Image image : upload.images()) {
            if (image.bytes().length == 0) {
                throw Refusal.of(Refusal.Kind.EMPTY, image.name() + " has no bytes");
            }
            if (image.bytes().length > sender.largest()) {
                throw Refusal.tooLarge(sender.largest());
            }
            if (ImageType.of(image.bytes()).isEmpty()) {
                throw Refusal.of(
                        Refusal.Kind.NOT_AN_IMAGE,
                        image.name() + " does not begin as a JPEG, PNG, WebP, TIFF, BMP or GIF does");
            }
        }
        if (upload.text() != null && upload.text().getBytes(UTF_8).length > MOST_TEXT) {
            throw Refusal.of(Refusal.Kind.TOO_LARGE, "text is at most " + MOST_TEXT / 1024 + " KiB");
        }
        KnownPipelines.require(registry.get(), upload.pipeline() == null ? Pipeline.DEFAULT : upload.pipeline());
    }

    private CompletionStage<List<Pending>> send(Upload upload) {
        return inOrder(upload.images(), image -> send(image, upload));
    }

    private CompletableFuture<Pending> send(Upload.Image image, Upload upload) {
        String id = Uuid7.next().toString();
        answers.expect(id);
        return sender.send(id, image.bytes(), upload)
                .whenComplete((submission, error) -> {
                    if (error == null) {
                        answers.sent(id, submission);
                    } else {
                        answers.withdraw(id);
                    }
                })
                .thenApply(submission -> new Pending(id, submission))
                .toCompletableFuture();
    }

    /** Who does not wait is never given the answer, not even one that is there already: the reply does not depend on who was faster. */
    private CompletionStage<List<Reply>> replies(List<Pending> images, Duration patience) {
        if (patience.isZero()) {
            return CompletableFuture.completedFuture(List.copyOf(images));
        }
        return inOrder(
                images,
                image -> answers.within(patience.plus(grace), image.id())
                        .thenApply(answer -> answer.map(Reply.class::cast).orElse(image))
                        .toCompletableFuture());
    }

    private static <A, B> CompletableFuture<List<B>> inOrder(List<A> inputs, Function<A, CompletableFuture<B>> step) {
        List<CompletableFuture<B>> steps = inputs.stream().map(step).toList();
        return CompletableFuture.allOf(steps.toArray(CompletableFuture[]::new))
                .thenApply(done -> steps.stream().map(CompletableFuture::join).toList());
    }

    private static String fingerprint(Upload upload) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Upload.Image image : upload.images()) {
                digest.update((image.bytes().length + ":").getBytes(UTF_8));
                digest.update(image.bytes());
            }
            digest.update((upload.pipeline() + "\n" + upload.text()).getBytes(UTF_8));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
