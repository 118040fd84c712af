package io.kawara.trainer.torch;

import static io.kawara.trainer.torch.Operators.call;
import static io.kawara.trainer.torch.Values.literal;

import java.util.StringJoiner;

/** Losses as TorchScript, of logits {@code z}, targets {@code y}, weights {@code w} of the rows and a teacher's logits {@code t}. */
final class LossProgram {
    private static final String LEAST = "1.0e-12";
    private static final String MOST = "1.0e12";

    private final NetworkSettings settings;
    private final StringJoiner lines;

    LossProgram(NetworkSettings settings, StringJoiner lines) {
        this.settings = settings;
        this.lines = lines;
    }

    /**
     * The loss of a batch.
     *
     * @param features what the last linear layer is given, and {@code centres} the classes' centres among these, both for a
     *     centre loss only
     */
    String of(String features, String centres) {
        var rows = rows(features, centres);
        var distillation = settings.distillation();
        if (distillation != null) {
            rows = call(
                    "add",
                    call("mul", rows, literal(distillation.hardWeight())),
                    call("mul", taught(distillation.temperature()), literal(distillation.softWeight())));
        }
        return call(settings.reduction() == Reduction.SUM ? "sum" : "mean", call("mul", rows, "w"));
    }

    private String rows(String features, String centres) {
        var loss = settings.loss();
        if (loss instanceof Loss.CrossEntropy entropy) {
            return crossEntropy("z", smoothed(entropy.smoothing()));
        } else if (loss instanceof Loss.Centre centre) {
            var distances = call("mul", distances(features, centres), literal(centre.weight()));
            return call("add", crossEntropy("z", smoothed(centre.smoothing())), distances);
        } else if (loss instanceof Loss.Detection detection) {
            return DetectionProgram.rows(detection, lines);
        } else if (loss instanceof Loss.Focal focal) {
            return focal.judgesLabelsApart() ? focalOfSigmoid(focal) : focalOfSoftmax(focal);
        }
        return binaryCrossEntropy("z", "y");
    }

    private static String crossEntropy(String logits, String targets) {
        return call("neg", call("sum", call("mul", targets, call("log_softmax", logits, "1")), "[1]"));
    }

    private static String binaryCrossEntropy(String logits, String targets) {
        var eachByItself = "0";
        return call(
                "mean", call("binary_cross_entropy_with_logits", logits, targets, "None", "None", eachByItself), "[1]");
    }

    private String smoothed(double smoothing) {
        if (smoothing == 0) {
            return "y";
        }
        var off = call("div", call("mul", call("rsub", "y", "1."), literal(smoothing)), "torch.size(y, 1) - 1");
        lines.add("s = " + call("add", call("mul", "y", literal(1 - smoothing)), off));
        return "s";
    }

    private String focalOfSoftmax(Loss.Focal focal) {
        lines.add("l = torch.log_softmax(z, 1)");
        return call("neg", call("sum", term("y", "l", call("exp", "l"), focal.gamma(), focal.positive()), "[1]"));
    }

    private String focalOfSigmoid(Loss.Focal focal) {
        lines.add("q = torch.sigmoid(z)");
        var yes = term("y", "torch.log_sigmoid(z)", "q", focal.gamma(), focal.positive());
        var no = term(
                "torch.rsub(y, 1.)",
                "torch.log_sigmoid(torch.neg(z))",
                "torch.rsub(q, 1.)",
                focal.gamma(),
                1 - focal.positive());
        return call("neg", call("mean", call("add", yes, no), "[1]"));
    }

    /** {@code weight * target * (1 - p)^gamma * log p}; a power's slope at 0 is endless where gamma is below 1. */
    private static String term(String target, String logarithm, String probability, double gamma, double weight) {
        var missing = call("clamp_min", call("rsub", probability, "1."), LEAST);
        var product = call("mul", call("mul", target, logarithm), call("pow", missing, literal(gamma)));
        return call("mul", product, literal(weight));
    }

    private String distances(String features, String centres) {
        lines.add("c = " + call("reshape", centres, "[torch.size(y, 1), -1]"));
        lines.add("d = " + call("sub", features, call("matmul", "y", "c")));
        return call("clamp", call("sum", call("mul", "d", "d"), "[1]"), LEAST, MOST);
    }

    private String taught(double temperature) {
        var student = call("div", "z", literal(temperature));
        var teacher = call("div", "t", literal(temperature));
        var rows = settings.loss().judgesLabelsApart()
                ? binaryCrossEntropy(student, call("sigmoid", teacher))
                : crossEntropy(student, call("softmax", teacher, "1"));
        return call("mul", rows, literal(temperature * temperature));
    }
}
