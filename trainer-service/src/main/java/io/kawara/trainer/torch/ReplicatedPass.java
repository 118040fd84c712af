package io.kawara.trainer.torch;

import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import io.kawara.trainer.graph.Graph;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * A batch's rows dealt among replicas of the network, each at work in a thread of its own, and their gradients averaged (synchronous data parallelism, Li et
 * al., PyTorch Distributed, 2020, §3).
 *
 * <p>All replicas read the same weights in memory and have gradients of their own, which are added up in the replicas' order, so that the same bits come out
 * each time. Batch normalisation goes by each replica's rows, and only the first one's running statistics are kept. libtorch's threads are shared out.
 */
final class ReplicatedPass implements Pass {
    private static final String GATHER = """
        class Ops(Module):
          __parameters__ = []
          __buffers__ = []
          def forward(self: __torch__.Ops,
            sums: List[Tensor],
            gradients: List[Tensor]) -> Tensor:
            torch._foreach_add_(sums, gradients)
            torch._foreach_zero_(gradients)
            return sums[0]
        """;

    private final List<Replica> replicas = new ArrayList<>();
    private final Reduction reduction;
    private final Set<String> trained;
    private final PtSymbolBlock gather;
    private final ExecutorService threads;
    private PtNDArray[] sums;

    /** One of them; its gradients are null until it has made the first. */
    private static final class Replica {
        private final Pass pass;
        private final Map<String, PtNDArray> weights;
        private PtNDArray[] gradients;

        Replica(Pass pass, Map<String, PtNDArray> weights) {
            this.pass = pass;
            this.weights = weights;
        }
    }

    /**
     * As many replicas as the settings say.
     *
     * @param weights which the first replica has itself
     * @param pass makes a replica's own
     */
    ReplicatedPass(
            Graph graph,
            NetworkSettings settings,
            Map<String, PtNDArray> weights,
            Set<String> trained,
            PtNDManager manager,
            Supplier<Pass> pass) {
        requireNoDropout(graph);
        reduction = settings.reduction();
        this.trained = trained;
        gather = Libtorch.compile(manager, GATHER);
        var statistics = Program.runningStatistics(graph, settings::isFrozen);
        replicas.add(new Replica(pass.get(), weights));
        while (replicas.size() < settings.replicas()) {
            replicas.add(new Replica(pass.get(), views(weights, statistics)));
        }
        int within = Math.max(1, JniUtils.getNumThreads() / settings.replicas());
        threads = Executors.newFixedThreadPool(settings.replicas(), task -> {
            var thread = new Thread(() -> {
                JniUtils.setNumThreads(within); // which libtorch holds for each thread by itself
                task.run();
            });
            thread.setDaemon(true);
            return thread;
        });
    }

    private static void requireNoDropout(Graph graph) {
        if (graph.proto().getNodeList().stream()
                .anyMatch(node -> node.getOpType().equals("Dropout"))) {
            throw new IllegalArgumentException(
                    "a network with dropout cannot be trained in replicas: they would draw from"
                            + " one generator in the order of their threads, and no training could be repeated");
        }
    }

    /** The same memory with gradients of its own; what each batch moves is copied. */
    private Map<String, PtNDArray> views(Map<String, PtNDArray> weights, Set<String> statistics) {
        var views = new LinkedHashMap<String, PtNDArray>();
        weights.forEach((name, weight) -> {
            var view = statistics.contains(name) ? JniUtils.clone(weight) : JniUtils.detachGradient(weight);
            view.setName(weight.getName());
            view.setRequiresGradient(trained.contains(name));
            views.put(name, view);
        });
        return views;
    }

    @Override
    public double gradients(
            PtNDManager scope, List<PtNDArray> batch, Map<String, PtNDArray> weights, long seed, PtNDArray upstream) {
        int rows = Math.toIntExact(batch.get(0).getShape().get(0));
        int busy = Math.min(rows, replicas.size());
        var works = new ArrayList<Callable<Double>>();
        for (int i = 0; i < busy; i++) {
            int from = i * rows / busy;
            int to = (i + 1) * rows / busy;
            double share = reduction == Reduction.SUM ? 1 : (double) (to - from) / rows;
            var replica = replicas.get(i);
            var dealt = deal(batch, from, to, scope);
            var own = (PtNDArray) scope.full(new Shape(), (float) share).mul(upstream);
            works.add(() -> share * replica.pass.gradients(scope, dealt, replica.weights, seed, own));
        }
        double loss = 0;
        for (double part : all(works)) {
            loss += part;
        }
        gather(busy);
        return loss;
    }

    private static List<PtNDArray> deal(List<PtNDArray> batch, int from, int to, PtNDManager scope) {
        var dealt = new ArrayList<PtNDArray>();
        for (var array : batch) {
            var part = array.getShape().dimension() == 0 ? array : JniUtils.slice(array, 0, from, to, 1);
            part.attach(scope);
            dealt.add(part);
        }
        return dealt;
    }

    private List<Double> all(List<Callable<Double>> works) {
        try {
            var answers = new ArrayList<Double>();
            for (var answer : threads.invokeAll(works)) {
                answers.add(answer.get());
            }
            return answers;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the replicas were at work", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        }
    }

    private void gather(int busy) {
        sums = sums == null ? gradients(replicas.get(0)) : sums;
        for (var replica : replicas.subList(1, busy)) {
            replica.gradients = replica.gradients == null ? gradients(replica) : replica.gradients;
            try (var to = IValue.listFrom(sums);
                    var from = IValue.listFrom(replica.gradients);
                    var answer = IValueUtils.runMethod(gather, "forward", to, from)) {
                assert answer.isTensor();
            }
        }
    }

    private PtNDArray[] gradients(Replica replica) {
        return trained.stream()
                .map(name -> replica.weights.get(name).getGradient())
                .toArray(PtNDArray[]::new);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
