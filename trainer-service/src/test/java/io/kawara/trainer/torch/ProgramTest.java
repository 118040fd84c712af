package io.kawara.trainer.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kawara.trainer.graph.GraphBuilder;
import io.kawara.trainer.graph.Layers;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgramTest {
    @Test
    void aNodeIsALine() {
        var graph = new GraphBuilder("tiny", 1);
        var layers = new Layers(graph);
        var x = layers.normalize(graph.images(4, 4, 1), 0.5f, 0.25f);
        x = layers.dropout(layers.globalAveragePool(layers.relu(x)), 0.5);
        var built = graph.build(layers.linear(x, "fc", 1, 2), 2);
        assertThat(Program.inference(built, Precision.FLOAT32).source()).isEqualTo("""
                class Ops(Module):
                  __parameters__ = []
                  __buffers__ = []
                  def forward(self: __torch__.Ops,
                    x: Tensor,
                    p: List[Tensor]) -> Tensor:
                    v0 = torch.to(x, 6)
                    v1 = torch.permute(v0, [0, 3, 1, 2])
                    v2 = torch.sub(v1, 127.5)
                    v3 = torch.mul(v2, 0.01568627543747425)
                    v4 = torch.relu(v3)
                    v5 = torch.adaptive_avg_pool2d(v4, [1, 1])
                    v6 = torch.flatten(v5, 1, -1)
                    v7 = v6
                    v8 = torch.linear(v7, p[0], p[1])
                    v9 = v8
                    return v9
                """);
        assertThat(Program.loss(built, NetworkSettings.of(Loss.CROSS_ENTROPY)).source())
                .contains("v7 = torch.dropout(v6, 0.5, True)");
    }

    @Test
    void anUnknownOperatorIsCalledByName() {
        var graph = new GraphBuilder("odd", 1);
        var layers = new Layers(graph);
        var x = layers.globalAveragePool(layers.normalize(graph.images(4, 4, 1), 0.5f, 0.25f));
        var built = graph.build(graph.op("Mish", List.of(x)), 1);
        assertThatThrownBy(() -> Program.inference(built, Precision.FLOAT32))
                .hasMessage("Mish (node mish_1) is an operator that training does not know");
    }

    @Test
    void picturesAreEnlargedByRepeatingPixelsAndInNoOtherWay() {
        assertThat(enlarged("nearest")).contains("torch.upsample_nearest2d(v3, None, [2.0, 2.0])");
        assertThatThrownBy(() -> enlarged("linear"))
                .hasMessageContaining("Resize (node resize_1) is known only as pixels");
    }

    private static String enlarged(String mode) {
        var graph = new GraphBuilder("large", 1);
        var x = new Layers(graph).normalize(graph.images(4, 4, 1), 0.5f, 0.25f);
        var large = graph.op(
                "Resize",
                List.of(x, "", graph.constants(1f, 1f, 2f, 2f)),
                "mode",
                mode,
                "coordinate_transformation_mode",
                "asymmetric",
                "nearest_mode",
                "floor");
        return Program.inference(graph.build(large, 1), Precision.FLOAT32).source();
    }

    @Test
    void aGraphWithNothingToTrainIsRefused() {
        var graph = new GraphBuilder("still", 1);
        var layers = new Layers(graph);
        var built = graph.build(layers.globalAveragePool(layers.normalize(graph.images(4, 4, 1), 0, 1)), 1);
        assertThatThrownBy(() -> new Network(built, NetworkSettings.of(Loss.CROSS_ENTROPY)))
                .hasMessage("nothing in this graph is left to train");
    }
}
