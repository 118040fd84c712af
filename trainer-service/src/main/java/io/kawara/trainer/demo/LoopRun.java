package io.kawara.trainer.demo;

import io.kawara.contracts.Topics;
import io.kawara.messaging.RegistryWriter;
import io.kawara.trainer.data.DataSource;
import io.kawara.trainer.jobs.GatewayClient;
import io.kawara.trainer.recipe.Recipe;
import io.kawara.trainer.run.Console;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The demonstration's runs, one for each seed, one after the other. */
public final class LoopRun {
    private final Path data;
    private final Path recipes;
    private final Path folder;
    private final StackClient stack;
    private final ProductStream stream;
    private final RegistryWriter registry;
    private final Console console;

    /**
     * Runs against a stack.
     *
     * @param recipes where the recipes lie
     * @param folder where the runs keep how far they are
     * @param gateway the stack's address
     */
    public LoopRun(
            Path data,
            Path recipes,
            Path folder,
            URI gateway,
            String servers,
            Topics topics,
            RegistryWriter registry,
            Console console) {
        this.data = data;
        this.recipes = recipes;
        this.folder = folder;
        this.stack = new StackClient(new GatewayClient(gateway));
        this.stream = new ProductStream(servers, topics);
        this.registry = registry;
        this.console = console;
    }

    /** Runs what is not done yet, and answers the table of all. */
    public String run(List<Long> seeds, int labelled, int golden, int reviews)
            throws IOException, InterruptedException {
        var keys = Recipe.read(recipes.resolve("loop-text.yaml"), List.of()).data();
        var products = new DataSource(keys, data).read();
        Map<Long, Map<String, LoopState.Step>> runs = new TreeMap<>();
        for (long seed : seeds) {
            var state = LoopState.read(folder.resolve("loop-" + seed + ".json"));
            var pipeline = LoopPipeline.write(folder, recipes, seed, products.labels());
            new LoopDemo(
                            DealtProducts.deal(products, golden, labelled, seed),
                            pipeline,
                            stack,
                            stream,
                            registry,
                            state,
                            console,
                            reviews,
                            seed)
                    .run();
            runs.put(seed, state.steps());
        }
        return new LoopTable(runs).markdown();
    }
}
