package io.kawara.trainer.review;

import static java.util.stream.Collectors.toCollection;

import io.kawara.contracts.KnownClasses;
import io.kawara.contracts.Pipeline;
import io.kawara.contracts.Result;
import io.kawara.contracts.Submission;
import io.kawara.contracts.Task;
import io.kawara.messaging.Registry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Chooses the images that teach most, mixed by the shares of their {@link Kind}s: none that this person has labelled, none that is held out, no two that
 * look the same. The same seed on the same catalogue chooses the same.
 *
 * <p>What is far is looked for among some images drawn by lot, so that it takes as long in a large catalogue as in a small one.
 */
public final class ReviewQueue {
    private static final int SOME = 100;
    private static final int SOME_PAGES = 20; // a page's answer is long

    private static final long COUNTED = TimeUnit.SECONDS.toNanos(5);

    private record Left(int images, long at) {}

    private final Jdbi jdbi;
    private final Map<String, Left> left = new ConcurrentHashMap<>();
    private final Function<Pipeline, Optional<String>> risen;

    /** {@code risen}: the class whose share among a pipeline's answers has grown most, if it has. */
    public ReviewQueue(Jdbi jdbi, Function<Pipeline, Optional<String>> risen) {
        this.jdbi = jdbi;
        this.risen = risen;
    }

    /** An image to look at. */
    public record Item(String image, Submission submission, String reason, Kind kind, Result result) {}

    /** A class and how many labels of people say it. */
    public record ClassCount(String name, int count) {}

    /**
     * What is next.
     *
     * @param left how many images wait without a label, as of at most five seconds ago
     */
    public record Batch(List<Item> items, List<ClassCount> classes, int left) {}

    /**
     * The next images for a person.
     *
     * @param seed null for one that changes when this person labels something, and not before
     * @param skip images that are not to be shown
     */
    public Batch next(Registry registry, Pipeline pipeline, String by, int wanted, Long seed, Collection<String> skip) {
        return jdbi.withHandle(handle -> {
            long start = seed == null ? seed(handle, pipeline.name(), by) : seed;
            var random = new Random(new SplittableRandom(start).nextLong()); // else neighbouring seeds draw alike
            var drawing = new Drawing(new Pool(handle, pipeline.name(), by), pipeline, random, Set.copyOf(skip));
            return new Batch(drawing.draw(wanted), classes(handle, registry, pipeline), left(handle, pipeline.name()));
        });
    }

    private static long seed(Handle handle, String pipeline, String by) {
        int given = handle.createQuery("select count(*) from label where pipeline = :pipeline and annotator = :by")
                .bind("pipeline", pipeline)
                .bind("by", by)
                .mapTo(Integer.class)
                .one();
        return Objects.hash(pipeline, by, given);
    }

    /** Counting takes longer than choosing: it is done once in a while. */
    private int left(Handle handle, String pipeline) {
        long now = System.nanoTime();
        return left.compute(
                        pipeline,
                        (name, before) -> before != null && now - before.at() < COUNTED
                                ? before
                                : new Left(count(handle, pipeline), now))
                .images();
    }

    private static int count(Handle handle, String pipeline) {
        return handle.createQuery(
                        "select count(*) from image where pipeline = :pipeline and told = 0 and margin is not null")
                .bind("pipeline", pipeline)
                .mapTo(Integer.class)
                .one();
    }

    /** Those that may be said, and those that were said before. */
    private static List<ClassCount> classes(Handle handle, Registry registry, Pipeline pipeline) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        KnownClasses.of(pipeline, registry::serving).classes().forEach(name -> counts.put(name, 0));
        handle.createQuery("""
            select c.class, count(*) as said from label l join label_class c on c.label = l.id
            where l.pipeline = :pipeline and l.state = 'counts' and l.kind = 'human' group by c.class order by c.class\
            """)
                .bind("pipeline", pipeline.name())
                .map((row, context) -> new ClassCount(row.getString("class"), row.getInt("said")))
                .forEach(count -> counts.put(count.name(), count.count()));
        return counts.entrySet().stream()
                .map(count -> new ClassCount(count.getKey(), count.getValue()))
                .toList();
    }

    /** One batch being drawn. */
    private final class Drawing {
        private final Pool pool;
        private final Pipeline pipeline;
        private final Random random;
        private final Set<String> skip;
        private final List<Reviewable> chosen = new ArrayList<>();
        private final List<Vector> labelled = new ArrayList<>();
        private Map<Reviewable, Vector> some; // that may be far, once they are asked for
        private boolean byEntropy;

        Drawing(Pool pool, Pipeline pipeline, Random random, Set<String> skip) {
            this.pool = pool;
            this.pipeline = pipeline;
            this.random = random;
            this.skip = skip;
        }

        List<Item> draw(int wanted) {
            List<Kind> slots = Slots.draw(wanted, random);
            var items = new Item[wanted];
            // What is drawn by lot goes first: it must not depend on what the others have taken.
            for (boolean lot : new boolean[] {true, false}) {
                for (int i = 0; i < wanted; i++) {
                    if (slots.get(i) == Kind.RANDOM == lot) {
                        items[i] = item(slots.get(i)).or(this::uncertain).orElse(null);
                    }
                }
            }
            return java.util.Arrays.stream(items).filter(Objects::nonNull).collect(toCollection(ArrayList::new));
        }

        private Optional<Item> item(Kind kind) {
            return switch (kind) {
                case UNCERTAIN -> uncertain();
                case DISAGREEMENT -> first(Pool.Order.DISAGREEMENT, kind, Reason::disagreement);
                case FAR -> far();
                case NEW_CLASS -> first(Pool.Order.SCORE, kind, Reason::newClass);
                case DRIFT ->
                    risen.apply(pipeline)
                            .flatMap(label ->
                                    one(pool.latest(label, 1, this::isNew), kind, result -> Reason.drift(label)));
                case RANDOM -> one(pool.drawn(number(), 1, this::isNew), kind, result -> Reason.random());
            };
        }

        /** By turns what has the least margin and what has the greatest entropy. */
        private Optional<Item> uncertain() {
            byEntropy = !byEntropy;
            return first(byEntropy ? Pool.Order.MARGIN : Pool.Order.ENTROPY, Kind.UNCERTAIN, Reason::uncertain);
        }

        private Optional<Item> first(Pool.Order order, Kind kind, Function<Result, String> reason) {
            return one(pool.first(order, 1, this::isNew), kind, reason);
        }

        /** The one of some images that is farthest from some that are labelled and from those that are chosen. */
        private Optional<Item> far() {
            if (some == null) {
                int size = pipeline.task() == Task.PAGES ? SOME_PAGES : SOME;
                pool.labelled(number(), size).forEach(image -> labelled.add(Vector.of(image.answer())));
                some = new LinkedHashMap<>();
                pool.unlabelled(number(), size, this::isNew)
                        .forEach(image -> some.put(image, Vector.of(image.answer())));
            }
            List<Vector> near = new ArrayList<>(labelled);
            chosen.forEach(image -> near.add(Vector.of(image.answer())));
            Reviewable farthest = null;
            double distance = -1;
            for (var image : some.entrySet()) {
                double nearest = near.stream()
                        .mapToDouble(image.getValue()::distance)
                        .min()
                        .orElse(1);
                if (nearest > distance && isNew(image.getKey())) {
                    farthest = image.getKey();
                    distance = nearest;
                }
            }
            String reason = Reason.far(distance);
            return one(farthest == null ? List.of() : List.of(farthest), Kind.FAR, result -> reason);
        }

        private Optional<Item> one(List<Reviewable> found, Kind kind, Function<Result, String> reason) {
            return found.stream().findFirst().map(image -> {
                chosen.add(image);
                var result = image.result();
                return new Item(image.image(), result.submission(), reason.apply(result), kind, result);
            });
        }

        private boolean isNew(Reviewable image) {
            return !skip.contains(image.image()) && chosen.stream().noneMatch(image::looksLike);
        }

        /** Where a draw begins: as a digest begins. */
        private String number() {
            return String.format("%08x", random.nextInt());
        }
    }
}
