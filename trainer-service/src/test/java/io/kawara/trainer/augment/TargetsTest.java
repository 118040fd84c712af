package io.kawara.trainer.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kawara.contracts.Task;
import io.kawara.trainer.data.DataSet;
import io.kawara.trainer.data.Row;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TargetsTest {
    @Test
    void answersAOneAtEachOfARowsLabels() {
        var data = DataSet.of(
                "letters",
                Task.MULTI_LABEL,
                List.of("c", "a", "b"),
                List.of(row("1", Set.of("a", "c")), row("2", Set.of()), row("3", Set.of("b"))));

        assertThat(new Targets(data).of(new int[] {2, 0, 1})).containsExactly(0, 0, 1, 1, 1, 0, 0, 0, 0);
        assertThat(new Targets(data).weights(new int[] {2, 0, 1})).isNull();
    }

    @Test
    void answersARowsOwnTargetAndWeightWhereItHasThem() {
        var data = DataSet.of(
                "letters",
                List.of(
                        row("1", Set.of("a")).withTarget(new float[] {0.75f, 0.25f}),
                        row("2", Set.of("b")).withWeight(0.5f)));

        assertThat(new Targets(data).of(new int[] {0, 1})).containsExactly(0.75f, 0.25f, 0, 1);
        assertThat(new Targets(data).weights(new int[] {1, 0, 1})).containsExactly(0.5f, 1, 0.5f);
    }

    @Test
    void refusesATargetOfOtherLabels() {
        var data = DataSet.of(
                "letters", List.of(row("1", Set.of("a")).withTarget(new float[] {1}), row("2", Set.of("b"))));

        assertThatThrownBy(() -> new Targets(data)).hasMessage("row 1 has 1 targets, but there are 2 labels");
    }

    private static Row row(String id, Set<String> labels) {
        return new Row(id, null, labels, Map.of(), id);
    }
}
