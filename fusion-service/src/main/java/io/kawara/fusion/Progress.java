package io.kawara.fusion;

import io.kawara.contracts.Stage;
import java.util.EnumMap;
import java.util.Map;

/**
 * How far a lane has come.
 *
 * @param opened the highest offset on {@code images} that a case was opened for: what is at or below it and has no case is answered
 * @param answered by stage, the highest opened offset that it answered: it will answer none below any more
 */
record Progress(long opened, Map<Stage, Long> answered) {
    static final Progress NONE = new Progress(-1, Map.of());

    Progress {
        answered = answered == null ? Map.of() : Map.copyOf(answered);
    }

    long answered(Stage stage) {
        return answered.getOrDefault(stage, -1L);
    }

    Progress withOpened(long offset) {
        return new Progress(offset, answered);
    }

    Progress withAnswered(Stage stage, long offset) {
        Map<Stage, Long> further = new EnumMap<>(Stage.class);
        further.putAll(answered);
        further.put(stage, offset);
        return new Progress(opened, further);
    }
}
