package io.kawara.trainer.transform;

import io.kawara.trainer.data.Row;
import io.kawara.trainer.recipe.Default;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Fields of a row take the values that the same fields have in another row of its label. What the other row becomes is drawn for itself.
 *
 * @param probability how often, for each field
 * @param fields by name; all where none is given
 */
public record SwapAttributes(
        @Default("0.5") double probability, @Default("[]") List<String> fields) implements TextStep {
    public SwapAttributes {
        Require.share("probability", probability);
    }

    @Override
    public Row row(Row row, List<Row> fellows, SplittableRandom random) {
        var swapped = new LinkedHashMap<>(row.fields());
        var other = fellows.get(random.nextInt(fellows.size()));
        row.fields().forEach((name, value) -> {
            boolean drawn = random.nextDouble() < probability;
            if (drawn
                    && (fields.isEmpty() || fields.contains(name))
                    && other.fields().containsKey(name)) {
                swapped.put(name, other.fields().get(name));
            }
        });
        return row.withFields(swapped);
    }
}
