package io.kawara.trainer.torch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * An optimiser's step as TorchScript over lists of tensors: weights {@code p}, gradients {@code g} and what it remembers
 * of each.
 *
 * <p>All lists are arguments: of a slice made in the program libtorch would not see that it is changed.
 *
 * @param moments what is remembered beside each weight, zero at first
 * @param lines what moves {@code p}, once gradients are cut and decay is done; they may change {@code g}
 * @param numbers what the lines speak of, at a step
 */
record UpdateProgram(List<String> moments, List<String> lines, Numbers numbers, boolean decoupled) {
    /** The numbers of a step by name, always in the same order. */
    interface Numbers {
        /** Of a step, counted from 1. */
        Map<String, Double> at(int step, double rate, double momentum);
    }

    static UpdateProgram of(Optimizer optimizer) {
        if (optimizer instanceof Optimizer.Sgd sgd) {
            return sgd(sgd);
        }
        if (optimizer instanceof Optimizer.Adam adam) {
            return adam(adam);
        }
        if (optimizer instanceof Optimizer.RmsProp rmsProp) {
            return rmsProp(rmsProp);
        }
        return adaBound((Optimizer.AdaBound) optimizer);
    }

    private static UpdateProgram sgd(Optimizer.Sgd sgd) {
        var lines = new ArrayList<>(List.of("torch._foreach_mul_(first, momentum)", "torch._foreach_add_(first, g)"));
        if (sgd.nesterov()) {
            lines.add("torch._foreach_add_(g, first, alpha=momentum)");
        }
        lines.add("torch._foreach_add_(p, %s, alpha=size)".formatted(sgd.nesterov() ? "g" : "first"));
        return new UpdateProgram(
                List.of("first"),
                lines,
                (step, rate, momentum) -> numbers("momentum", momentum, "size", -rate),
                sgd.decay().decoupled());
    }

    private static UpdateProgram adam(Optimizer.Adam adam) {
        var lines = moving(adam.amsgrad());
        lines.add("torch._foreach_div_(d, root)");
        lines.add("torch._foreach_add_(d, epsilon)");
        lines.add("torch._foreach_addcdiv_(p, first, d, size)");
        return new UpdateProgram(
                moments(adam.amsgrad()),
                lines,
                (step, rate, momentum) -> {
                    var numbers = betas(momentum, adam.beta2(), adam.epsilon());
                    numbers.put("root", Math.sqrt(1 - Math.pow(adam.beta2(), step)));
                    numbers.put("size", -rate / (1 - Math.pow(momentum, step)));
                    return numbers;
                },
                adam.decay().decoupled());
    }

    private static UpdateProgram adaBound(Optimizer.AdaBound bound) {
        var lines = moving(bound.amsbound());
        lines.addAll(List.of(
                "torch._foreach_add_(d, epsilon)",
                "torch._foreach_reciprocal_(d)",
                "torch._foreach_mul_(d, size)",
                "torch._foreach_clamp_min_(d, lower)",
                "torch._foreach_clamp_max_(d, upper)",
                "torch._foreach_addcmul_(p, first, d, -1.)"));
        return new UpdateProgram(
                moments(bound.amsbound()),
                lines,
                (step, rate, momentum) -> {
                    var numbers = betas(momentum, bound.beta2(), bound.epsilon());
                    var last = bound.finalRate() * rate / bound.learningRate();
                    var root = Math.sqrt(1 - Math.pow(bound.beta2(), step));
                    numbers.put("size", rate * root / (1 - Math.pow(momentum, step)));
                    numbers.put("lower", last * (1 - 1 / (bound.gamma() * step + 1)));
                    numbers.put("upper", last * (1 + 1 / (bound.gamma() * step)));
                    return numbers;
                },
                bound.decay().decoupled());
    }

    private static UpdateProgram rmsProp(Optimizer.RmsProp rmsProp) {
        var lines = new ArrayList<>(List.of(
                "torch._foreach_mul_(second, alpha)",
                "torch._foreach_addcmul_(second, g, g, rest)",
                "d = torch._foreach_sqrt(second)",
                "torch._foreach_add_(d, epsilon)",
                "torch._foreach_mul_(first, momentum)",
                "torch._foreach_addcdiv_(first, g, d, 1.)",
                "torch._foreach_add_(p, first, alpha=size)"));
        return new UpdateProgram(
                List.of("first", "second"),
                lines,
                (step, rate, momentum) -> numbers(
                        "alpha",
                        rmsProp.alpha(),
                        "rest",
                        1 - rmsProp.alpha(),
                        "epsilon",
                        rmsProp.epsilon(),
                        "momentum",
                        momentum,
                        "size",
                        -rate),
                rmsProp.decay().decoupled());
    }

    private static List<String> moments(boolean greatest) {
        return greatest ? List.of("first", "second", "greatest") : List.of("first", "second");
    }

    /** Moves Adam's moments, and begins {@code d}, what is divided by. */
    private static List<String> moving(boolean greatest) {
        var lines = new ArrayList<>(List.of(
                "torch._foreach_lerp_(first, g, rest1)",
                "torch._foreach_mul_(second, beta2)",
                "torch._foreach_addcmul_(second, g, g, rest2)"));
        if (greatest) {
            lines.add("torch._foreach_maximum_(greatest, second)");
        }
        lines.add("d = torch._foreach_sqrt(%s)".formatted(greatest ? "greatest" : "second"));
        return lines;
    }

    private static Map<String, Double> betas(double beta1, double beta2, double epsilon) {
        return numbers("rest1", 1 - beta1, "beta2", beta2, "rest2", 1 - beta2, "epsilon", epsilon);
    }

    private static Map<String, Double> numbers(Object... namesAndValues) {
        var numbers = new LinkedHashMap<String, Double>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            numbers.put((String) namesAndValues[i], (Double) namesAndValues[i + 1]);
        }
        return numbers;
    }

    /**
     * {@code cut(g, share, limit)} multiplies the gradients with a share and brings their norm over all weights down to
     * a limit, if that is above 0. {@code move(p, g, moments..., decay, numbers...)} moves the weights of a group and has
     * their gradients be zero.
     */
    String source() {
        var lists = moments.stream().map(name -> name + ": List[Tensor],\n    ").collect(Collectors.joining());
        var names = numbers.at(1, 1, 0).keySet().stream()
                .map(name -> ",\n    " + name + ": float")
                .collect(Collectors.joining());
        return """
            class Ops(Module):
              __parameters__ = []
              __buffers__ = []
              def cut(self: __torch__.Ops,
                g: List[Tensor],
                share: float,
                limit: float) -> Tensor:
                torch._foreach_mul_(g, share)
                if torch.gt(limit, 0.):
                  norm = torch.norm(torch.stack(torch._foreach_norm(g, 2)), 2)
                  most = torch.mul(torch.reciprocal(torch.add(norm, 1.0e-6)), limit)
                  torch._foreach_mul_(g, torch.clamp_max(most, 1.))
                else:
                  pass
                return g[0]
              def move(self: __torch__.Ops,
                p: List[Tensor],
                g: List[Tensor],
                %sdecay: float%s) -> Tensor:
                if torch.ne(decay, 0.):
                  %s
                else:
                  pass
                %s
                torch._foreach_zero_(g)
                return p[0]
            """.formatted(
                        lists,
                        names,
                        decoupled ? "torch._foreach_mul_(p, decay)" : "torch._foreach_add_(g, p, alpha=decay)",
                        String.join("\n    ", lines));
    }

    /** What {@code move} takes for the decay. */
    double decay(double amount, double rate) {
        return amount == 0 ? 0 : decoupled ? 1 - rate * amount : amount;
    }

    /** What {@code move} takes after the decay. */
    double[] numbers(int step, double rate, double momentum) {
        return numbers.at(step, rate, momentum).values().stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
    }
}
