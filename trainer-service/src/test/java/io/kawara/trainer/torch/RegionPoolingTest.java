package io.kawara.trainer.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import io.kawara.trainer.graph.Graph;
import io.kawara.trainer.graph.GraphBuilder;
import io.kawara.trainer.graph.Input;
import io.kawara.trainer.graph.Layers;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegionPoolingTest {
    private static final int PAGES = 2;
    private static final int HEIGHT = 20;
    private static final int WIDTH = 28;
    private static final int SIDE = 3;
    /** Small and large, off the grid, over the edges on all sides, without area, upside down, far outside. */
    private static final float[] BOXES = {
        3, 4, 9, 11, 0, //
        2.3f, 1.7f, 21.9f, 17.2f, 1, 0, 0, 28, 20, 0, -5, -7, 4, 6, 1, 20, 12, 33, 27, 0, 6, 6, 6, 6, 1, 9, 9, 7, 8, 0,
        100, 100, 120, 130, 1, 4, 5, 4.6f, 5.9f, 1
    };

    @BeforeAll
    static void runsOnOneThread() {
        Network.setThreads(1);
    }

    @ParameterizedTest
    @CsvSource({"half_pixel, 0, 1", "half_pixel, 0, 0.25", "half_pixel, 2, 0.5", "output_half_pixel, 0, 0.5"})
    void poolsAsTheServicesAndAsThePaper(String mode, int ratio, double scale) throws OrtException {
        var graph = pooling(mode, ratio, scale);
        var pages = pages();
        var reference = reference(pages, mode.equals("half_pixel"), ratio, scale);
        assertClose(served(graph, pages), reference, "ONNX Runtime");
        try (var network = new Network(graph, NetworkSettings.of(Loss.CROSS_ENTROPY))) {
            assertClose(network.logits(pages), reference, "libtorch");
        }
    }

    @Test
    void gradientsOfWhatIsPooledAreTheLossesDifferences() {
        var graph = new GraphBuilder("pooling", 3);
        var layers = new Layers(graph);
        var x = layers.normalize(graph.pictures(3), 0.5f, 0.5f);
        var boxes = graph.boxes();
        x = layers.gelu(layers.convolution(x, "conv", 3, 2, 3, 1, 1));
        var page = layers.whole(layers.sum(layers.columns(boxes, 4, 5), 1, false));
        var pooled = layers.roiAlign(x, layers.columns(boxes, 0, 4), page, 1, 2);
        var built = graph.build(layers.linear(layers.flatten(pooled), "fc", 8, 3), 3);
        var targets = new float[BOXES.length / 5 * 3];
        for (int i = 0; i < targets.length; i += 3) {
            targets[i + i % 7 % 3] = 1;
        }
        try (var network = new Network(built, NetworkSettings.of(Loss.CROSS_ENTROPY))) {
            network.gradients(pages(), new Aims(targets), 1);
            var gradient = network.gradient("conv.weight");
            for (int i = 0; i < gradient.length; i++) {
                var values = built.weights().get("conv.weight").values().clone();
                values[i] += 1e-2f;
                var above = loss(built.withWeights(Map.of("conv.weight", values)), targets);
                values[i] -= 2e-2f;
                var below = loss(built.withWeights(Map.of("conv.weight", values)), targets);
                assertThat((double) gradient[i]).as("weight %d", i).isCloseTo((above - below) / 2e-2, within(3e-4));
            }
            assertThat(Math.abs(gradient[0])).isGreaterThan(1e-3f);
        }
    }

    private static double loss(Graph graph, float[] targets) {
        try (var network = new Network(graph, NetworkSettings.of(Loss.CROSS_ENTROPY))) {
            return network.gradients(pages(), new Aims(targets), 1);
        }
    }

    /** The pixels themselves are pooled, times weights of one. */
    private static Graph pooling(String mode, int ratio, double scale) {
        var graph = new GraphBuilder("pooling", 3);
        var layers = new Layers(graph);
        var map = layers.normalize(graph.pictures(3), 0, 1 / 255f);
        var boxes = graph.boxes();
        var page = layers.whole(layers.sum(layers.columns(boxes, 4, 5), 1, false));
        var pooled = graph.op(
                "RoiAlign",
                List.of(map, layers.columns(boxes, 0, 4), page),
                "coordinate_transformation_mode",
                mode,
                "output_height",
                (long) SIDE,
                "output_width",
                2L,
                "sampling_ratio",
                (long) ratio,
                "spatial_scale",
                scale);
        int numbers = 3 * SIDE * 2;
        var ones = new float[numbers];
        Arrays.fill(ones, 1);
        return graph.build(layers.multiply(layers.flatten(pooled), graph.weight("ones", ones, 1, numbers)), numbers);
    }

    private static Input.Pages pages() {
        var pixels = new byte[PAGES * HEIGHT * WIDTH * 3];
        new Random(11).nextBytes(pixels);
        return new Input.Pages(pixels, PAGES, HEIGHT, WIDTH, 3, BOXES);
    }

    private static float[][] served(Graph graph, Input.Pages pages) throws OrtException {
        var environment = OrtEnvironment.getEnvironment();
        var boxes = new float[pages.count()][];
        for (int i = 0; i < boxes.length; i++) {
            boxes[i] = Arrays.copyOfRange(BOXES, 5 * i, 5 * i + 5);
        }
        var buffer = ByteBuffer.allocateDirect(pages.pixels().length)
                .put(pages.pixels())
                .flip();
        try (var session = environment.createSession(graph.bytes());
                var image = OnnxTensor.createTensor(
                        environment, buffer, new long[] {PAGES, HEIGHT, WIDTH, 3}, OnnxJavaType.UINT8);
                var sides = OnnxTensor.createTensor(environment, boxes);
                var result = session.run(Map.of("image", image, "boxes", sides))) {
            return (float[][]) result.get(0).getValue();
        }
    }

    /** torchvision's loop over boxes, parts and samples, in doubles. */
    private static float[][] reference(Input.Pages pages, boolean half, int ratio, double scale) {
        var rows = new float[pages.count()][3 * SIDE * 2];
        for (int k = 0; k < rows.length; k++) {
            double shift = half ? 0.5 : 0;
            double left = BOXES[5 * k] * scale - shift;
            double top = BOXES[5 * k + 1] * scale - shift;
            double wide = BOXES[5 * k + 2] * scale - shift - left;
            double high = BOXES[5 * k + 3] * scale - shift - top;
            double partWide = (half ? wide : Math.max(wide, 1)) / 2;
            double partHigh = (half ? high : Math.max(high, 1)) / SIDE;
            int across = ratio > 0 ? ratio : (int) Math.ceil(partWide);
            int down = ratio > 0 ? ratio : (int) Math.ceil(partHigh);
            for (int c = 0; c < 3; c++) {
                for (int part = 0; part < SIDE * 2; part++) {
                    double sum = 0;
                    for (int i = 0; i < down; i++) {
                        for (int j = 0; j < across; j++) {
                            int row = part / 2;
                            double y = top + (row + (i + 0.5) / down) * partHigh;
                            double x = left + (part % 2 + (j + 0.5) / across) * partWide;
                            sum += sample(pages.pixels(), (int) BOXES[5 * k + 4], c, y, x);
                        }
                    }
                    rows[k][c * SIDE * 2 + part] = (float) (sum / Math.max(1, down * across));
                }
            }
        }
        return rows;
    }

    private static double sample(byte[] pixels, int page, int channel, double atY, double atX) {
        if (atY < -1 || atY > HEIGHT || atX < -1 || atX > WIDTH) {
            return 0;
        }
        double y = Math.min(Math.max(atY, 0), HEIGHT - 1);
        double x = Math.min(Math.max(atX, 0), WIDTH - 1);
        int top = (int) y;
        int left = (int) x;
        int bottom = Math.min(top + 1, HEIGHT - 1);
        int right = Math.min(left + 1, WIDTH - 1);
        double upper = (1 - x + left) * pixel(pixels, page, top, left, channel)
                + (x - left) * pixel(pixels, page, top, right, channel);
        double lower = (1 - x + left) * pixel(pixels, page, bottom, left, channel)
                + (x - left) * pixel(pixels, page, bottom, right, channel);
        return (1 - y + top) * upper + (y - top) * lower;
    }

    private static int pixel(byte[] pixels, int page, int y, int x, int channel) {
        return pixels[((page * HEIGHT + y) * WIDTH + x) * 3 + channel] & 0xff;
    }

    private static void assertClose(float[][] actual, float[][] expected, String by) {
        assertThat(actual.length).isEqualTo(expected.length);
        for (int i = 0; i < actual.length; i++) {
            assertThat(actual[i]).as("box %d by %s", i, by).containsExactly(expected[i], within(3e-4f)); // of 0 to 255
        }
    }
}
