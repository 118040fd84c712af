package io.kawara.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.kawara.trainer.data.DataSet;
import io.kawara.trainer.data.Row;
import io.kawara.trainer.data.Split;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FamiliarityTest {
    @Test
    void knowsLabelsThatFiveRowsOfOtherFoldsHave() {
        // Given: "a" six times, five of them in the second fold; "b" five times in the first alone; rows 11 to 13 are
        // kept back
        var rows = new ArrayList<Row>();
        String labels = "abbbbb" + "aaaaa" + "aab";
        for (int i = 0; i < labels.length(); i++) {
            rows.add(new Row("%02d".formatted(i), null, Set.of(labels.substring(i, i + 1)), Map.of(), "g" + i));
        }
        var generated = List.of(new Row("g/0", null, Set.of("b"), Map.of(), "g"));
        var data = DataSet.of("letters", rows).with(rows, generated);
        var split = new Split(List.of(11, 12, 13), List.of(List.of(0, 1, 2, 3, 4, 5), List.of(6, 7, 8, 9, 10)));

        var familiarity = new Familiarity(data, split);

        assertThat(familiarity.outOfFold()).containsExactly(0);
        assertThat(familiarity.holdout()).containsExactly(0, 1, 2);
    }
}
