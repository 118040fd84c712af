package io.kawara.trainer.gate;

import io.kawara.contracts.GateCheck;
import io.kawara.contracts.LoopRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/** Holds a candidate against the champion by a pipeline's rules. A candidate that fails one check is refused; all are made, and kept. */
public final class Gate {
    /** Where both take less, how many times more says nothing. */
    private static final double HARDLY_ANY_MILLIS = 1;

    private final LoopRules.Gate rules;

    public Gate(LoopRules.Gate rules) {
        this.rules = rules;
    }

    /**
     * What came of it.
     *
     * @param reason the first checks that failed, or what let it pass
     */
    public record Verdict(boolean passed, String reason, List<GateCheck> checks) {
        public Verdict {
            checks = List.copyOf(checks);
        }
    }

    /** Why a golden set of so many images decides nothing, as a verdict; null where it is large enough. */
    Verdict tooFew(int golden) {
        var check = new GateCheck(
                "golden images",
                (double) golden,
                null,
                null,
                null,
                null,
                "at least " + rules.least(),
                golden >= rules.least());
        if (check.passed()) {
            return null;
        }
        String reason = golden == 0
                ? "there is no golden image to measure on: mark at least " + rules.least()
                        + " labels as golden ('golden: true'), of images that are not to be learnt from"
                : "only " + golden + " golden images to measure on, and 'gate.least' asks for " + rules.least();
        return new Verdict(false, reason, List.of(check));
    }

    /** @param champion null where nothing serves yet: then the candidate is measured, and may serve if it is not too large */
    Verdict decide(Figures candidate, Figures champion) {
        var checks = new ArrayList<GateCheck>();
        checks.add(new GateCheck(
                "golden images",
                (double) candidate.tallies().size(),
                null,
                null,
                null,
                null,
                "at least " + rules.least(),
                true));
        checks.add(metric(candidate, champion));
        recalls(candidate, champion, checks);
        checks.add(atMostMore(
                "calibration error",
                candidate.calibrationError(),
                champion == null ? null : champion.calibrationError(),
                rules.calibrationLoss()));
        checks.add(millis(candidate, champion));
        checks.add(new GateCheck(
                "megabytes",
                candidate.megabytes(),
                champion == null ? null : champion.megabytes(),
                champion == null ? null : candidate.megabytes() - champion.megabytes(),
                null,
                null,
                "at most " + plain(rules.megabytes()),
                candidate.megabytes() <= rules.megabytes()));
        return verdict(checks, champion == null);
    }

    private static Verdict verdict(List<GateCheck> checks, boolean first) {
        var failed = checks.stream().filter(check -> !check.passed()).toList();
        if (failed.isEmpty()) {
            var metric = checks.get(1);
            return new Verdict(
                    true,
                    first
                            ? "nothing served before; " + metric.name() + " " + number(metric.candidate())
                            : metric.name() + " " + number(metric.candidate()) + ", the champion's is "
                                    + number(metric.champion()),
                    checks);
        }
        return new Verdict(
                false, String.join("; ", failed.stream().map(Gate::sentence).toList()), checks);
    }

    private static String sentence(GateCheck check) {
        return check.name() + " is " + number(check.candidate())
                + (check.champion() == null ? "" : " and the champion's " + number(check.champion())) + ", "
                + check.rule() + " was asked for";
    }

    private GateCheck metric(Figures candidate, Figures champion) {
        String name = candidate.multiLabel() ? "micro F1" : "accuracy";
        if (champion == null) {
            return new GateCheck(name, candidate.metric(), null, null, null, null, "any, for nothing serves yet", true);
        }
        double difference = candidate.metric() - champion.metric();
        var interval = PairedBootstrap.interval(
                candidate.tallies().size(),
                rules.confidence(),
                times -> Figures.metric(candidate.multiLabel(), candidate.tallies(), times)
                        - Figures.metric(champion.multiLabel(), champion.tallies(), times));
        return new GateCheck(
                name,
                candidate.metric(),
                champion.metric(),
                difference,
                interval.low(),
                interval.high(),
                "at least " + plain(rules.gain()) + " more, and not certainly worse",
                difference >= rules.gain() && interval.high() >= 0);
    }

    private void recalls(Figures candidate, Figures champion, List<GateCheck> checks) {
        for (String label : new TreeSet<>(candidate.recalls().keySet())) {
            Double before = champion == null ? null : champion.recalls().get(label);
            checks.add(atMostLess("recall of " + label, candidate.recalls().get(label), before, rules.classLoss()));
        }
    }

    private static GateCheck atMostLess(String name, double candidate, Double champion, double loss) {
        boolean passed = champion == null || champion - candidate <= loss + 1e-12;
        return check(name, candidate, champion, "at most " + plain(loss) + " less", passed);
    }

    private static GateCheck atMostMore(String name, double candidate, Double champion, double growth) {
        boolean passed = champion == null || candidate - champion <= growth + 1e-12;
        return check(name, candidate, champion, "at most " + plain(growth) + " more", passed);
    }

    private static GateCheck check(String name, double candidate, Double champion, String rule, boolean passed) {
        return new GateCheck(
                name, candidate, champion, champion == null ? null : candidate - champion, null, null, rule, passed);
    }

    private GateCheck millis(Figures candidate, Figures champion) {
        boolean passed = champion == null
                || candidate.millis() <= Math.max(HARDLY_ANY_MILLIS, rules.slower() * champion.millis());
        return check(
                "milliseconds",
                candidate.millis(),
                champion == null ? null : champion.millis(),
                "at most " + plain(rules.slower()) + " times as many, or 1",
                passed);
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }

    private static String number(double number) {
        return String.format(Locale.ROOT, "%.4f", number);
    }
}
