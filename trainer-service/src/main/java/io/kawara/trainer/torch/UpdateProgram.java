package io.kawara.trainer.torch;

import java.util.ArrayList;
import java.util.List;

/** The optimisers as TorchScript over lists: weights p, gradients g, first and second moments m and v, and again
 * the weights q that decay and their gradients h: of a slice of p libtorch would not see that it is changed. */
final class UpdateProgram {
    private UpdateProgram() {}

    /** {@code forward(p, g, m, v, q, h, numbers...)} answers the norm that the gradients had. */
    static String of(Optimizer optimizer, boolean decays) {
        return optimizer instanceof Optimizer.Sgd sgd ? sgd(sgd, decays) : adamW(decays);
    }

    private static String adamW(boolean decays) {
        var lines = cut();
        if (decays) {
            lines.add("torch._foreach_mul_(q, keep)");
        }
        lines.addAll(List.of(
                "torch._foreach_lerp_(m, g, less1)",
                "torch._foreach_mul_(v, beta2)",
                "torch._foreach_addcmul_(v, g, g, less2)",
                "d = torch._foreach_sqrt(v)",
                "torch._foreach_div_(d, root)",
                "torch._foreach_add_(d, epsilon)",
                "torch._foreach_addcdiv_(p, m, d, rate)"));
        return program(
                "limit: float, keep: float, less1: float, beta2: float, less2: float, root: float, epsilon: float,"
                        + " rate: float",
                lines);
    }

    private static String sgd(Optimizer.Sgd sgd, boolean decays) {
        var lines = cut();
        if (decays) {
            lines.add("torch._foreach_add_(h, q, alpha=decay)");
        }
        lines.add("torch._foreach_mul_(m, momentum)");
        lines.add("torch._foreach_add_(m, g)");
        if (sgd.nesterov()) {
            lines.add("torch._foreach_add_(g, m, alpha=momentum)");
            lines.add("torch._foreach_add_(p, g, alpha=rate)");
        } else {
            lines.add("torch._foreach_add_(p, m, alpha=rate)");
        }
        return program("limit: float, decay: float, momentum: float, rate: float", lines);
    }

    /** The gradients' norm over all weights is brought down to the limit. */
    private static List<String> cut() {
        return new ArrayList<>(
                List.of(
                        "norm = torch.norm(torch.stack(torch._foreach_norm(g, 2)), 2)",
                        "torch._foreach_mul_(g, torch.clamp_max(torch.mul(torch.reciprocal(torch.add(norm, 1.0e-6)), limit), 1.))"));
    }

    private static String program(String numbers, List<String> lines) {
        return """
                class Ops(Module):
                  __parameters__ = []
                  __buffers__ = []
                  def forward(self: __torch__.Ops,
                    p: List[Tensor],
                    g: List[Tensor],
                    m: List[Tensor],
                    v: List[Tensor],
                    q: List[Tensor],
                    h: List[Tensor],
                    %s) -> Tensor:
                    %s
                    torch._foreach_zero_(g)
                    return norm
                """.formatted(numbers.replace(", ", ",\n    "), String.join("\n    ", lines));
    }
}
