package io.kawara.trainer.review;

import io.kawara.contracts.Outcome;
import io.kawara.contracts.Result;
import io.kawara.contracts.ScoredLabel;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Says in words why an image is shown. */
final class Reason {
    static String uncertain(Result result) {
        var scores = ranking(result);
        if (!result.characters().isEmpty()) {
            var least = result.characters().stream()
                    .min(Comparator.comparingDouble(character -> character.score()))
                    .orElseThrow();
            return say(
                    "a character is %s with %.2f only",
                    least.code().isEmpty() ? "unread" : least.code(), least.score());
        }
        if (result.label() == null) {
            return scores.stream()
                    .min(Comparator.comparingDouble(scored -> Math.abs(scored.score() - 0.5)))
                    .map(scored -> say("%s is there with %.2f", scored.label(), scored.score()))
                    .orElse("nothing is said of it");
        }
        return scores.size() < 2
                ? say("%s with %.2f", result.label(), result.score())
                : say(
                        "margin %.2f between %s and %s",
                        scores.get(0).score() - scores.get(1).score(),
                        scores.get(0).label(),
                        scores.get(1).label());
    }

    static String disagreement(Result result) {
        Map<String, String> said = new LinkedHashMap<>();
        for (var vote : result.votes()) {
            if (vote.outcome() == Outcome.OK
                    && vote.weight() > 0
                    && !vote.scores().isEmpty()) {
                var first = vote.scores().stream()
                        .max(Comparator.comparingDouble(ScoredLabel::score))
                        .orElseThrow();
                said.put(vote.model(), say("%s says %s (%.2f)", vote.model(), first.label(), first.score()));
            }
        }
        return String.join(", ", said.values());
    }

    static String far(double distance) {
        return say("like nothing that is labelled: distance %.2f", distance);
    }

    static String newClass(Result result) {
        return ranking(result).stream()
                .findFirst()
                .map(scored -> say("no class above %.2f", scored.score()))
                .orElse("hardly a character is sure");
    }

    static String drift(String label) {
        return label + " is answered more often than it was";
    }

    static String random() {
        return "drawn by lot";
    }

    private static List<ScoredLabel> ranking(Result result) {
        return result.scores().stream()
                .sorted(Comparator.comparingDouble(ScoredLabel::score).reversed())
                .toList();
    }

    private static String say(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    private Reason() {}
}
