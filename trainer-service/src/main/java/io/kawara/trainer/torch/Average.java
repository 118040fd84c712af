package io.kawara.trainer.torch;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import io.kawara.trainer.graph.Input;
import java.util.LinkedHashMap;
import java.util.Map;

/** A mean of a network's weights over the steps, running statistics included, which often answers better than they do. */
public final class Average implements AutoCloseable {
    private static final String PROGRAM = """
        class Ops(Module):
          __parameters__ = []
          __buffers__ = []
          def forward(self: __torch__.Ops,
            e: List[Tensor],
            p: List[Tensor],
            share: float) -> Tensor:
            torch._foreach_lerp_(e, p, share)
            return e[0]
        """;

    private final Network network;
    private final PtSymbolBlock program;
    private final Map<String, PtNDArray> means = new LinkedHashMap<>();

    /** Starts at the weights that the network has. */
    public Average(Network network) {
        this.network = network;
        program = Libtorch.compile(network.manager(), PROGRAM);
        network.arrays().forEach((name, array) -> {
            var mean = JniUtils.clone(array);
            mean.setName("p[]");
            means.put(name, mean);
        });
    }

    /** Moves the means this share of the way to the weights of the moment. */
    public void follow(double share) {
        Libtorch.setGradMode(false);
        try (var to = IValue.listFrom(means.values().toArray(PtNDArray[]::new));
                var from = IValue.listFrom(network.arrays().values().toArray(PtNDArray[]::new));
                var by = IValue.from(share);
                var answer = IValueUtils.runMethod(program, "forward", to, from, by)) {
            assert answer.isTensor();
        }
    }

    /** The arrays of the means by the weight's name. */
    Map<String, PtNDArray> arrays() {
        return means;
    }

    /** Logits as in serving, by the means. */
    public float[][] logits(Input input) {
        return network.logits(input, means);
    }

    /** The numbers of all means by the weight's name. */
    public Map<String, float[]> weights() {
        return Network.numbers(means);
    }

    /** Takes other means. */
    public void load(Map<String, float[]> numbers) {
        Network.set(means, numbers);
    }

    @Override
    public void close() {
        program.close();
    }
}
