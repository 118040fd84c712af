package io.kawara.trainer.drift;

import io.kawara.contracts.Pipeline;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * How the answers of the last days differ from those before. The reference is four times as many days before them; where there is no answer yet, the first
 * half of the days there are.
 *
 * @param psi of the classes and of the confidence
 * @param alerts in words, where an index is 0.2 and more and more than chance
 * @param series of each day against the reference
 */
public record Drift(
        Instant from,
        Instant to,
        Window reference,
        Indices psi,
        List<ClassDrift> classes,
        List<String> alerts,
        List<Day> series) {
    private static final double ALERT = 0.2;
    private static final int REFERENCE = 4; // times as long

    /** A time, its end not included. */
    public record Window(Instant from, Instant to) {}

    /** Population stability indices. */
    public record Indices(double classes, double confidence) {}

    /** A class' share of the answers then and now, and its part of the index. */
    public record ClassDrift(String name, double reference, double now, double psi) {}

    /** A day's indices. */
    public record Day(Instant at, double classes, double confidence, int answers) {}

    /**
     * Compares.
     *
     * @param days how many are compared, today among them, from 1 on
     */
    public static Drift of(Jdbi jdbi, Pipeline pipeline, int days, Instant now) {
        Instant to = now.truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS);
        Instant from = to.minus(Duration.ofDays(days));
        return jdbi.withHandle(handle -> {
            TreeMap<Instant, AnswerHistogram> each =
                    days(handle, pipeline, from.minus(Duration.ofDays((long) REFERENCE * days)), to);
            Instant middle = from;
            if (sum(each.headMap(from).values()).answers() == 0) {
                var some = new ArrayList<>(each.keySet());
                middle = some.size() < 2 ? from : some.get(some.size() / 2);
            }
            return of(each, middle, to);
        });
    }

    /** Days with answers. */
    private static TreeMap<Instant, AnswerHistogram> days(Handle handle, Pipeline pipeline, Instant from, Instant to) {
        var days = new TreeMap<Instant, AnswerHistogram>();
        for (Instant day = from; day.isBefore(to); day = day.plus(1, ChronoUnit.DAYS)) {
            var histogram = AnswerHistogram.of(handle, pipeline, day, day.plus(1, ChronoUnit.DAYS));
            if (histogram.answers() > 0) {
                days.put(day, histogram);
            }
        }
        return days;
    }

    private static Drift of(TreeMap<Instant, AnswerHistogram> days, Instant from, Instant to) {
        var reference = sum(days.headMap(from).values());
        var now = sum(days.tailMap(from).values());
        var classes = StabilityIndex.of(reference.classes(), now.classes());
        var confidence = StabilityIndex.of(reference.confidences(), now.confidences());
        var names = new TreeSet<>(reference.classes().keySet());
        names.addAll(now.classes().keySet());
        return new Drift(
                from,
                to,
                new Window(days.isEmpty() || !days.firstKey().isBefore(from) ? from : days.firstKey(), from),
                new Indices(classes.value(), confidence.value()),
                names.stream()
                        .map(name -> new ClassDrift(
                                name,
                                reference.share(name),
                                now.share(name),
                                classes.parts().getOrDefault(name, 0.0)))
                        .sorted((a, b) -> Double.compare(b.psi(), a.psi()))
                        .toList(),
                alerts(classes, confidence, reference, now),
                series(days, reference));
    }

    private static List<Day> series(Map<Instant, AnswerHistogram> days, AnswerHistogram reference) {
        List<Day> series = new ArrayList<>();
        days.forEach((day, histogram) -> series.add(new Day(
                day,
                StabilityIndex.of(reference.classes(), histogram.classes()).value(),
                StabilityIndex.of(reference.confidences(), histogram.confidences())
                        .value(),
                histogram.answers())));
        return series;
    }

    private static List<String> alerts(
            StabilityIndex classes, StabilityIndex confidence, AnswerHistogram reference, AnswerHistogram now) {
        List<String> alerts = new ArrayList<>();
        if (classes.value() >= ALERT && classes.isCertain()) {
            var most = classes.parts().entrySet().stream()
                    .max(Map.Entry.comparingByValue())
                    .orElseThrow()
                    .getKey();
            alerts.add(String.format(
                    Locale.ROOT,
                    "The classes have changed (PSI %.2f), %s most: %.1f %% of the answers, which were %.1f %%.",
                    classes.value(),
                    most,
                    100 * now.share(most),
                    100 * reference.share(most)));
        }
        if (confidence.value() >= ALERT && confidence.isCertain()) {
            alerts.add(String.format(
                    Locale.ROOT,
                    "How sure the answers are has changed (PSI %.2f): %.1f %% have a score of 0.9 and more, which were"
                            + " %.1f %%.",
                    confidence.value(),
                    100 * sure(now),
                    100 * sure(reference)));
        }
        return alerts;
    }

    private static double sure(AnswerHistogram histogram) {
        return (double) histogram.confidences().getOrDefault("9", 0) / Math.max(1, histogram.answers());
    }

    private static AnswerHistogram sum(Iterable<AnswerHistogram> days) {
        var sum = new AnswerHistogram();
        days.forEach(sum::add);
        return sum;
    }
}
