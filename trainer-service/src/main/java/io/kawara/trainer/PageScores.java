package io.kawara.trainer;

import io.kawara.pages.Page;
import io.kawara.trainer.pages.Bootstrap;
import io.kawara.trainer.pages.PageReport;
import io.kawara.trainer.run.Console;
import java.util.List;
import java.util.Locale;

/** How right pages are, all of them and group by group, as a table for whoever looks. */
record PageScores(double iou, int draws, long seed) {
    void print(List<Page> truth, List<Page> predictions, Console console) {
        var lines = new PageReport(iou, new Bootstrap(draws, seed)).compare(truth, predictions);
        boolean boxes = lines.get(0).boxF1() != null;
        console.line(
                "%-16s %6s %9s %9s %7s  %-22s%s",
                "",
                "pages",
                "found",
                "spurious",
                "missed",
                "score",
                boxes
                        ? String.format(
                                Locale.ROOT, "%-22s%-22s%-22s", "box F1 at " + iou, "mAP of boxes", "mAP by code")
                        : "");
        lines.forEach(line -> print(line, boxes, console));
        console.line("");
        console.line(
                "In brackets: 95 %% of %d draws of as many pages, seed %d.%s",
                draws, seed, boxes ? "" : " Points, not boxes, are predicted: nothing to say of boxes.");
    }

    private static void print(PageReport.Line line, boolean boxes, Console console) {
        var counts = line.characters();
        console.line(
                "%-16s %6d %9d %9d %7d  %s%s",
                line.group(),
                line.pages(),
                counts.truePositives(),
                counts.falsePositives(),
                counts.falseNegatives(),
                estimate(line.score()),
                boxes ? estimate(line.boxF1()) + estimate(line.boxPrecision()) + estimate(line.codePrecision()) : "");
    }

    private static String estimate(Bootstrap.Estimate estimate) {
        String value = Double.isNaN(estimate.value()) ? "-" : String.format(Locale.ROOT, "%.4f", estimate.value());
        String range = Double.isNaN(estimate.low())
                ? ""
                : String.format(Locale.ROOT, " [%.3f, %.3f]", estimate.low(), estimate.high());
        return String.format("%-22s", value + range);
    }
}
