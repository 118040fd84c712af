package io.kawara.trainer.run;

import io.kawara.trainer.recipe.OptimizerKeys;
import io.kawara.trainer.recipe.Recipe;
import io.kawara.trainer.recipe.ScheduleKeys;
import io.kawara.trainer.recipe.TrainKeys;
import io.kawara.trainer.training.Averaging;
import io.kawara.trainer.training.Descent;
import io.kawara.trainer.training.Execution;
import io.kawara.trainer.training.Held;
import io.kawara.trainer.training.Objective;
import io.kawara.trainer.training.Schedule;
import io.kawara.trainer.training.TrainingSettings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/** A recipe in the trainer's own words. */
final class Settings {
    static TrainingSettings of(Recipe recipe, Objective objective, int threads) {
        return of(recipe.train(), recipe.optimizer(), recipe.schedule(), objective, threads);
    }

    static TrainingSettings of(
            TrainKeys train, OptimizerKeys optimizer, ScheduleKeys schedule, Objective objective, int threads) {
        var descent = new Descent(
                Descents.optimizer(optimizer),
                Descents.groups(optimizer),
                schedule(train, schedule, optimizer.learningRate()),
                train.accumulate(),
                train.clip(),
                train.frozen());
        // The last epoch is kept: choosing one by the rows it is measured on would flatter it.
        return new TrainingSettings(train.epochs(), train.batchSize(), train.seed(), objective, descent)
                .with(averaging(train))
                .with(new Execution(threads, 1, train.precision(), train.checkpointing(), train.replicas()));
    }

    private static Averaging averaging(TrainKeys train) {
        if (train.swa() != null) {
            return new Averaging.Swa(train.swa().start());
        }
        return train.ema() > 0 ? new Averaging.Ema(train.ema()) : Averaging.NONE;
    }

    private static Schedule schedule(TrainKeys train, ScheduleKeys keys, double learningRate) {
        var schedule = Schedules.of(keys, learningRate);
        if (train.swa() == null) {
            return schedule;
        }
        var before = new Averaging.Swa(train.swa().start()).before(train.epochs());
        var rate = train.swa().rate() == null
                ? OptionalDouble.empty()
                : OptionalDouble.of(train.swa().rate());
        return new Held(before, rate, schedule);
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
