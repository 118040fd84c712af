package io.kawara.trainer.training;

import io.kawara.trainer.graph.Graph;
import io.kawara.trainer.graph.GraphBuilder;
import io.kawara.trainer.graph.Input;
import io.kawara.trainer.graph.Layers;
import java.util.Random;

/** Images of noise that is drawn anew in each epoch, with two labels of no meaning: for what does not depend on learning anything. */
record Noise(int size) implements BatchSource {
    static final int SIDE = 6;

    @Override
    public Batch batch(int epoch, int number, int[] indices) {
        var pixels = new byte[indices.length * SIDE * SIDE * 3];
        var targets = new float[indices.length * 2];
        for (int i = 0; i < indices.length; i++) {
            var one = new byte[SIDE * SIDE * 3];
            new Random(epoch * 1_000L + indices[i]).nextBytes(one);
            System.arraycopy(one, 0, pixels, i * one.length, one.length);
            targets[i * 2 + indices[i] % 2] = 1;
        }
        return new Batch(new Input.Images(pixels, indices.length, SIDE, SIDE, 3), targets);
    }

    /** A convolution and a linear layer, with batch normalisation between them or without. */
    static Graph graph(boolean normalised) {
        var graph = new GraphBuilder("tiny", 5);
        var layers = new Layers(graph);
        var x = layers.normalize(graph.images(SIDE, SIDE, 3), 0.5f, 0.5f);
        x = layers.convolution(x, "conv", 3, 4, 3, 1, 1);
        x = layers.gelu(normalised ? layers.batchNorm(x, "bn", 4) : x);
        return graph.build(layers.linear(layers.globalAveragePool(x), "fc", 4, 2), 2);
    }

    /** Hears nothing. */
    static Progress silence() {
        return new Progress() {
            @Override
            public void step(Step step) {}

            @Override
            public void epoch(Epoch epoch) {}
        };
    }
}
