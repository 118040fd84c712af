package io.kawara.trainer.run;

import io.kawara.trainer.recipe.Recipe;
import io.kawara.trainer.recipe.ScheduleKeys;
import io.kawara.trainer.torch.Loss;
import io.kawara.trainer.torch.Optimizer;
import io.kawara.trainer.training.Constant;
import io.kawara.trainer.training.Cosine;
import io.kawara.trainer.training.OneCycle;
import io.kawara.trainer.training.Schedule;
import io.kawara.trainer.training.TrainingSettings;
import io.kawara.trainer.training.Warmup;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A recipe in the trainer's own words. */
final class Settings {
    private static final double START = 25;
    private static final double END = 1000;

    static TrainingSettings of(Recipe recipe, int rows, int threads) {
        var train = recipe.train();
        var optimizer = recipe.optimizer();
        int steps = train.epochs() * Math.max(1, (rows + train.batchSize() - 1) / train.batchSize());
        return new TrainingSettings(
                train.epochs(),
                train.batchSize(),
                switch (optimizer.kind()) {
                    case ADAMW -> new Optimizer.AdamW(optimizer.learningRate(), optimizer.weightDecay());
                    case SGD ->
                        new Optimizer.Sgd(
                                optimizer.learningRate(), optimizer.momentum(), true, optimizer.weightDecay());
                },
                schedule(recipe.schedule(), steps),
                recipe.multiLabel() ? Loss.BINARY_CROSS_ENTROPY : Loss.CROSS_ENTROPY,
                train.labelSmoothing(),
                train.mixup(),
                train.clip(),
                train.ema(),
                train.seed(),
                threads,
                1,
                false, // choosing an epoch by the rows it is measured on would flatter it
                List.of());
    }

    private static Schedule schedule(ScheduleKeys keys, int steps) {
        Schedule plain = switch (keys.kind()) {
            case ONE_CYCLE -> new OneCycle(keys.warmup(), START, END, true);
            case COSINE -> new Cosine(0);
            case CONSTANT -> new Constant();
        };
        int warm = (int) (keys.warmup() * steps);
        return keys.kind() == ScheduleKeys.Kind.ONE_CYCLE || warm < 1 || warm >= steps
                ? plain
                : new Warmup(warm, 0, plain);
    }

    /** An architecture's options as the numbers and truths they are written as. */
    static Map<String, Object> options(Map<String, String> written) {
        var options = new LinkedHashMap<String, Object>();
        written.forEach((name, value) -> options.put(name, typed(value)));
        return options;
    }

    private static Object typed(String value) {
        if (value.matches("-?\\d{1,9}")) {
            return Integer.valueOf(value);
        }
        if (value.matches("-?\\d*\\.?\\d+([eE]-?\\d+)?")) {
            return Double.valueOf(value);
        }
        return value.equals("true") || value.equals("false") ? Boolean.valueOf(value) : value;
    }

    private Settings() {}
}
