package io.kawara.bench;

import io.kawara.trainer.graph.Graph;
import io.kawara.trainer.graph.Input;
import io.kawara.trainer.torch.Aims;
import io.kawara.trainer.torch.Groups;
import io.kawara.trainer.torch.Loss;
import io.kawara.trainer.torch.Network;
import io.kawara.trainer.torch.NetworkSettings;
import io.kawara.trainer.torch.Optimizer;
import io.kawara.trainer.torch.Precision;
import io.kawara.trainer.torch.Update;
import io.kawara.trainer.zoo.Architecture;
import io.kawara.trainer.zoo.ImageShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;

/** The process that {@link TrainBench} times: trains resnet18 on noise and prints what it was asked for. */
final class TrainingSteps {
    private static final double RATE = 0.001;
    private static final double MOMENTUM = 0.9;
    private static final int THREADS = Runtime.getRuntime().availableProcessors();

    private final int side;
    private final int batch;
    private final int classes;
    private final int steps;

    private TrainingSteps(int side, int batch, int classes, int steps) {
        this.side = side;
        this.batch = batch;
        this.classes = classes;
        this.steps = steps;
    }

    /** Median seconds of a step, and of the optimiser in it. */
    private record Parts(double step, double update) {}

    public static void main(String... args) throws IOException, InterruptedException {
        Network.setThreads(Integer.parseInt(args[3]));
        var bench = new TrainingSteps(
                Integer.parseInt(args[0]),
                Integer.parseInt(args[1]),
                Integer.parseInt(args[2]),
                Integer.parseInt(args[4]));
        System.out.println(
                switch (args[5]) {
                    case "gradients" ->
                        "" + bench.steps(Precision.FLOAT32, 1, false).step();
                    case "float32" ->
                        "" + bench.steps(Precision.FLOAT32, 1, true).step();
                    case "bfloat16" ->
                        "" + bench.steps(Precision.BFLOAT16, 1, true).step();
                    case "replicas" ->
                        "" + bench.steps(Precision.BFLOAT16, THREADS, true).step();
                    case "waiting" -> "" + DataWait.share(Path.of(args[6]));
                    case "parts" -> {
                        var parts = bench.steps(Precision.FLOAT32, 1, true);
                        yield parts.step() + " " + parts.update();
                    }
                    case "traced" ->
                        ""
                                + TracedModule.seconds(
                                        Path.of(args[6]), bench.batch, bench.side, bench.classes, bench.steps);
                    case "memory" -> new TrainingSteps(64, bench.batch, bench.classes, 600).memory();
                    default -> throw new IllegalArgumentException("nothing is measured by the name " + args[5]);
                });
    }

    private Graph graph() {
        return Architecture.of("resnet18", Map.of()).build(new ImageShape(side, side, 3), classes, 1);
    }

    private Input images() {
        var pixels = new byte[batch * side * side * 3];
        new Random(1).nextBytes(pixels);
        return new Input.Images(pixels, batch, side, side, 3);
    }

    private float[] targets() {
        var targets = new float[batch * classes];
        for (int i = 0; i < batch; i++) {
            targets[i * classes + i % classes] = 1;
        }
        return targets;
    }

    private Parts steps(Precision precision, int replicas, boolean updating) {
        var graph = graph();
        try (var network = new Network(
                        graph,
                        NetworkSettings.of(Loss.CROSS_ENTROPY).with(precision).replicated(replicas));
                var update = update(graph, network)) {
            var images = images();
            var aims = new Aims(targets());
            var step = new double[steps];
            var moving = new double[steps];
            for (int i = 0; i < steps; i++) {
                long start = System.nanoTime();
                network.gradients(images, aims, i);
                long computed = System.nanoTime();
                if (updating) {
                    update.step(i + 1, RATE, MOMENTUM, 1);
                }
                long end = System.nanoTime();
                step[i] = (end - start) / 1e9;
                moving[i] = (end - computed) / 1e9;
            }
            return new Parts(median(step), median(moving));
        }
    }

    private String memory() throws IOException {
        var graph = graph();
        try (var network = new Network(graph, NetworkSettings.of(Loss.CROSS_ENTROPY));
                var update = update(graph, network)) {
            long early = 0;
            for (int i = 1; i <= steps; i++) {
                network.gradients(images(), new Aims(targets()), i);
                update.step(i, RATE, MOMENTUM, 1);
                early = i == 100 ? resident() : early;
            }
            return early + " " + resident();
        }
    }

    private static Update update(Graph graph, Network network) {
        var decay = Optimizer.WeightDecay.NONE;
        return new Update(
                network,
                new Optimizer.Sgd(RATE, MOMENTUM, false, decay),
                Groups.PLAIN.of(graph, network.trained(), decay.amount()),
                0);
    }

    /** The first third is warming up. */
    static double median(double[] times) {
        double[] warm = Arrays.copyOfRange(times, times.length / 3, times.length);
        Arrays.sort(warm);
        return warm[warm.length / 2];
    }

    private static long resident() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElseThrow();
    }
}
