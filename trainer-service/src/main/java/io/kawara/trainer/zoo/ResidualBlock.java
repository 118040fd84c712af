package io.kawara.trainer.zoo;

import io.kawara.trainer.graph.Layers;

/** Two 3x3 convolutions and a way past them (He et al. 2015, figure 2). */
final class ResidualBlock {
    private ResidualBlock() {}

    static String add(Layers layers, String x, String name, int from, int to, int stride) {
        var y = layers.convolution(x, name + ".conv1", from, to, 3, stride, 1);
        y = layers.relu(layers.batchNorm(y, name + ".bn1", to));
        y = layers.batchNorm(layers.convolution(y, name + ".conv2", to, to, 3, 1, 1), name + ".bn2", to);
        var past = x;
        if (stride != 1 || from != to) {
            past = layers.convolution(x, name + ".downsample.0", from, to, 1, stride, 0);
            past = layers.batchNorm(past, name + ".downsample.1", to);
        }
        return layers.relu(layers.add(y, past));
    }
}
