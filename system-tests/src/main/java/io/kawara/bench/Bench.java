package io.kawara.bench;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Runs the comparisons that are named, or all, and prints a line for each. */
public final class Bench {
    private interface Comparison {
        void run(Path root, Consumer<Measure> report) throws Exception;
    }

    private static final Map<String, Comparison> COMPARISONS = new LinkedHashMap<>();

    static {
        COMPARISONS.put("classifier", (root, report) -> new ClassifierBench(root).run(report));
        COMPARISONS.put("ocr", (root, report) -> new OcrBench(root).run(report));
        COMPARISONS.put("gateway", (root, report) -> new GatewayBench(root).run(report));
        COMPARISONS.put("pages", (root, report) -> new PagesBench(root).run(report));
        COMPARISONS.put("train", (root, report) -> new TrainBench().run(report));
    }

    public static void main(String... args) throws Exception {
        List<String> names = args.length == 0 ? List.copyOf(COMPARISONS.keySet()) : List.of(args);
        for (String name : names) {
            if (!COMPARISONS.containsKey(name)) {
                System.err.println("There is no comparison " + name + ", only " + COMPARISONS.keySet() + ".");
                System.exit(2);
            }
        }
        Path root = Path.of(System.getProperty("kawara.root", "."));
        System.out.printf("%d processors%n%s%n", Runtime.getRuntime().availableProcessors(), Measure.HEAD);
        for (String name : names) {
            COMPARISONS.get(name).run(root, System.out::println);
        }
    }

    private Bench() {}
}
