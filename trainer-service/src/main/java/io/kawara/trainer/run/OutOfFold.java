package io.kawara.trainer.run;

import io.kawara.serving.ModelCard;
import io.kawara.trainer.data.DataSet;
import io.kawara.trainer.data.Probabilities;
import io.kawara.trainer.data.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;

/** What was said of rows by models that had not seen them: a file that the next training can learn from. */
final class OutOfFold {
    /**
     * Writes probabilities, by the card's activation and temperature.
     *
     * @param logits {@code [rows][labels]}
     */
    static void write(Path file, ModelCard card, float[][] logits, DataSet data) throws IOException {
        var rows = new LinkedHashMap<String, float[]>();
        List<Row> all = data.rows();
        for (int row = 0; row < logits.length; row++) {
            double[] scores = card.activation().scores(logits[row], card.temperature());
            var probabilities = new float[scores.length];
            for (int label = 0; label < scores.length; label++) {
                probabilities[label] = (float) scores[label];
            }
            rows.put(all.get(row).id(), probabilities);
        }
        new Probabilities(file, card.labels(), rows).write();
    }

    private OutOfFold() {}
}
