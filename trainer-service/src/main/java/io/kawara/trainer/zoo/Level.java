package io.kawara.trainer.zoo;

/**
 * A map of features within a backbone.
 *
 * @param map its name in the graph, {@code [N, channels, height / stride, width / stride]}
 * @param stride pixels of the image to one of the map
 */
record Level(String map, int channels, int stride) {}
