package io.kawara.trainer.demo;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** The runs of the demonstration as a table in Markdown: a line a step, a column a seed, and the mean where there are several. */
final class LoopTable {
    private static final List<String> STEPS =
            List.of(LoopDemo.SUPERVISED, LoopDemo.PSEUDO, LoopDemo.RANDOM, LoopDemo.REVIEWED, LoopDemo.STUDENT);

    private final Map<Long, Map<String, LoopState.Step>> runs;

    /** @param runs steps by seed */
    LoopTable(Map<Long, Map<String, LoopState.Step>> runs) {
        this.runs = new TreeMap<>(runs);
    }

    String markdown() {
        var table = new StringBuilder("| step |");
        runs.keySet().forEach(seed -> table.append(" seed ").append(seed).append(" |"));
        table.append(
                " mean | learnt from answers | wrong among the reviewed | ms an image | MB, largest | training | not complete |\n");
        table.append("|---|").append("---|".repeat(runs.size() + 7)).append('\n');
        for (String step : STEPS) {
            line(table, step);
        }
        return table.toString();
    }

    private void line(StringBuilder table, String step) {
        var done = runs.values().stream()
                .map(steps -> steps.get(step))
                .filter(Objects::nonNull)
                .toList();
        if (done.isEmpty()) {
            return;
        }
        table.append("| ").append(step).append(" |");
        for (var steps : runs.values()) {
            var one = steps.get(step);
            table.append(one == null ? "  |" : number(" %.4f |", one.accuracy()));
        }
        table.append(number(
                " **%.4f** |", mean(done.stream().map(LoopState.Step::accuracy).toList())));
        table.append(number(
                " %.0f |", mean(done.stream().map(one -> (double) one.pseudo()).toList())));
        var corrected = done.stream()
                .map(LoopState.Step::corrected)
                .filter(Objects::nonNull)
                .map(Integer::doubleValue)
                .toList();
        table.append(corrected.isEmpty() ? "  |" : number(" %.0f |", mean(corrected)));
        table.append(
                number(" %.1f |", mean(done.stream().map(LoopState.Step::millis).toList())));
        table.append(number(
                " %.1f |", mean(done.stream().map(LoopState.Step::megabytes).toList())));
        table.append(number(
                " %.0f s |", mean(done.stream().map(LoopState.Step::seconds).toList())));
        int failed = done.stream().mapToInt(LoopState.Step::failed).sum();
        int answers = done.stream().mapToInt(LoopState.Step::answers).sum();
        table.append(' ').append(failed).append(" of ").append(answers).append(" |\n");
    }

    private static double mean(List<Double> numbers) {
        return numbers.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    }

    private static String number(String format, double number) {
        return String.format(Locale.ROOT, format, number);
    }
}
