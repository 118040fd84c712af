package io.kawara.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A training step of resnet18 against the same network as a traced module on the same libtorch, and against PyTorch itself. Each side has a process
 * of its own, and they take turns, so that what else the machine does falls on both.
 */
final class TrainBench {
    private static final int SIDE = 224;
    private static final int BATCH = 16;
    private static final int CLASSES = 1000;
    private static final int STEPS = 12;
    private static final int TURNS = 2;
    private static final int THREADS = Runtime.getRuntime().availableProcessors();

    /** Median seconds of a step, on one side. */
    private interface Side {
        double seconds() throws IOException, InterruptedException;
    }

    void run(Consumer<Measure> report) throws Exception {
        double[] parts = numbers(child("parts"));
        report.accept(new Measure(
                "train, optimiser's part of a step", parts[1] * 100, "whole step", parts[0] * 100, "cs", 0));
        double[] memory = numbers(child("memory"));
        report.accept(new Measure("train, memory after 600 steps", memory[1], "after 100 steps", memory[0], "MiB", 0));
        report.accept(new Measure("train, waiting for augmented pictures", waiting(), "the epoch", 100, "%", 0));
        Optional<String> python = python();
        if (python.isEmpty()) {
            System.out.println(
                    "train: there is no PyTorch to compare with (apt-get install python3-torch python3-torchvision)");
            return;
        }
        Path script = script();
        Path traced = Files.createTempFile("traced", ".pt");
        try {
            call(List.of(
                    python.get(), script.toString(), "trace", "" + SIDE, "" + BATCH, "" + CLASSES, traced.toString()));
            report.accept(turns(
                    "train, gradients of resnet18 at 224",
                    "gradients",
                    "traced module, same libtorch",
                    0.97,
                    () -> Double.parseDouble(child("traced", traced.toString()))));
            report.accept(turns(
                    "train, step of resnet18, float32",
                    "float32",
                    "PyTorch",
                    1,
                    () -> peer(python.get(), script, "float32")));
            report.accept(turns(
                    "train, step of resnet18, bfloat16",
                    "bfloat16",
                    "PyTorch, autocast",
                    1,
                    () -> peer(python.get(), script, "bfloat16")));
            report.accept(turns(
                    "… with a replica on each processor",
                    "replicas",
                    "PyTorch, autocast",
                    1,
                    () -> peer(python.get(), script, "bfloat16")));
        } finally {
            Files.delete(traced);
            Files.delete(script);
        }
    }

    /** Percent of an epoch. */
    private static double waiting() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("augmented");
        try {
            return numbers(child("waiting", folder.toString()))[0] * 100;
        } finally {
            try (var files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static double[] numbers(String line) {
        return Stream.of(line.split(" ", -1)).mapToDouble(Double::parseDouble).toArray();
    }

    /** Images a second on both sides, each by the fastest of its turns' medians: noise only ever takes time. */
    private static Measure turns(String what, String mode, String peerName, double goal, Side peer)
            throws IOException, InterruptedException {
        double ours = Double.MAX_VALUE;
        double theirs = Double.MAX_VALUE;
        for (int turn = 0; turn < TURNS; turn++) {
            ours = Math.min(ours, Double.parseDouble(child(mode)));
            theirs = Math.min(theirs, peer.seconds());
        }
        return new Measure(what, BATCH / ours, peerName, BATCH / theirs, "img/s", goal);
    }

    private static double peer(String python, Path script, String mode) throws IOException, InterruptedException {
        return Double.parseDouble(call(List.of(
                python, script.toString(), mode, "" + SIDE, "" + BATCH, "" + CLASSES, "" + THREADS, "" + STEPS)));
    }

    private static String child(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // All of the heap is there from the start, so that what memory grows by is native.
                "-Xms512m",
                "-Xmx512m",
                "-XX:+AlwaysPreTouch",
                "-Dslf4j.provider=org.slf4j.nop.NOPServiceProvider",
                "-Dslf4j.internal.verbosity=WARN",
                "-cp",
                System.getProperty("java.class.path"),
                TrainingSteps.class.getName(),
                "" + SIDE,
                "" + BATCH,
                "" + CLASSES,
                "" + THREADS,
                "" + STEPS));
        command.addAll(List.of(arguments));
        return call(command);
    }

    /** The last line that a command prints. */
    private static String call(List<String> command) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("OMP_WAIT_POLICY", "PASSIVE"); // as ./kawara train has it
        builder.environment().put("GOMP_SPINCOUNT", "0");
        var process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
        if (process.waitFor() != 0) {
            throw new IOException(command + " ended with " + process.exitValue());
        }
        return out.substring(out.lastIndexOf('\n') + 1);
    }

    private static Optional<String> python() throws InterruptedException {
        for (String python : List.of("/usr/bin/python3", "python3")) {
            if (hasPyTorch(python)) {
                return Optional.of(python);
            }
        }
        return Optional.empty();
    }

    private static boolean hasPyTorch(String python) throws InterruptedException {
        try {
            return new ProcessBuilder(python, "-c", "import torch, torchvision")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false; // there is no such program
        }
    }

    private static Path script() throws IOException {
        Path script = Files.createTempFile("resnet18", ".py");
        try (InputStream in = TrainBench.class.getResourceAsStream("/bench/resnet18.py")) {
            Files.copy(in, script, StandardCopyOption.REPLACE_EXISTING);
        }
        return script;
    }
}
