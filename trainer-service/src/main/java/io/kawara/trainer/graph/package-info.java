/**
 * What a network is: an ONNX graph that is built, read, given weights and written, with nothing of any engine in it.
 *
 * <p>{@link io.kawara.trainer.graph.GraphBuilder} &rarr; {@link io.kawara.trainer.graph.Graph} &rarr; file. What a graph
 * is fed is an {@link io.kawara.trainer.graph.Input}.
 */
package io.kawara.trainer.graph;
