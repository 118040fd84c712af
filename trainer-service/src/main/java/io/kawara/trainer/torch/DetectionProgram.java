package io.kawara.trainer.torch;

import static io.kawara.trainer.torch.Operators.call;
import static io.kawara.trainer.torch.Values.literal;

import java.util.StringJoiner;

/** The loss of a detector as TorchScript, of maps {@code z} {@code [N, 5, H, W]} and targets {@code y}: see {@link Loss.Detection}. */
final class DetectionProgram {
    private static final String TARGETS = "torch.reshape(y, [torch.size(z, 0), 7, torch.size(z, 2), torch.size(z, 3)])";

    /** The expression of each row's loss, such that the mean over the rows is the batch's loss over its boxes. */
    static String rows(Loss.Detection loss, StringJoiner lines) {
        lines.add("m = " + TARGETS);
        lines.add("k = torch.select(m, 1, 0)");
        lines.add("e = torch.to(torch.eq(k, 1.), 6)");
        lines.add("a = " + call("add", scores(loss, lines), boxes(loss.boxes(), lines)));
        lines.add("n = torch.clamp_min(torch.sum(e), 1.)");
        return call("div", call("mul", call("sum", "a", "[1, 2]"), "torch.size(z, 0)"), "n");
    }

    private static String scores(Loss.Detection loss, StringJoiner lines) {
        var alpha = literal(loss.alpha());
        lines.add("s = torch.select(z, 1, 0)");
        lines.add("q = torch.sigmoid(s)");
        lines.add("u = torch.sigmoid(torch.neg(s))");
        lines.add("b = " + call("mul", call("mul", "e", call("pow", "u", alpha)), "torch.log_sigmoid(s)"));
        var far = call("mul", call("rsub", "e", "1."), call("pow", "torch.rsub(k, 1.)", literal(loss.beta())));
        var miss = call("mul", call("mul", far, call("pow", "q", alpha)), "torch.log_sigmoid(torch.neg(s))");
        lines.add("c = " + miss);
        return call("neg", call("mul", call("add", "b", "c"), "torch.select(m, 1, 6)"));
    }

    /** Both boxes hold the place, so that they overlap by the smaller of each distance and their hull spans the greater. */
    private static String boxes(double weight, StringJoiner lines) {
        lines.add("d = torch.slice(z, 1, 1, 5, 1)");
        lines.add("g = torch.slice(m, 1, 1, 5, 1)");
        lines.add("i = " + area("torch.minimum(d, g)", "v_low", lines));
        lines.add("h = " + area("torch.maximum(d, g)", "v_high", lines));
        lines.add("o = " + call("sub", call("add", area("d", "v_said", lines), area("g", "v_true", lines)), "i"));
        var giou = call("sub", call("div", "i", "o"), call("div", call("sub", "h", "o"), "h"));
        return call("mul", call("mul", call("rsub", giou, "1."), "torch.select(m, 1, 5)"), literal(weight));
    }

    private static String area(String distances, String name, StringJoiner lines) {
        lines.add(name + " = " + distances);
        return call("mul", side(name, 0), side(name, 1));
    }

    /** From left to right, or from above to below. */
    private static String side(String distances, int axis) {
        return call("add", call("select", distances, "1", "" + axis), call("select", distances, "1", "" + (axis + 2)));
    }

    private DetectionProgram() {}
}
