package io.kawara.trainer.run;

import io.kawara.serving.OnnxModel;
import io.kawara.trainer.augment.Pictures;
import io.kawara.trainer.augment.TokenSource;
import io.kawara.trainer.data.DataSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Asks a model file about rows as the services would: through ONNX Runtime, test-time augmentation included. */
public final class Logits {
    private static final int BATCH = 32;

    /** Logits {@code [rows][labels]}; of a text without a token too, though the text service would answer absent there. */
    public static float[][] of(OnnxModel model, DataSet data) throws IOException {
        var logits = new ArrayList<float[]>(data.size());
        for (int start = 0; start < data.size(); start += BATCH) {
            var places = new ArrayList<Integer>();
            for (int place = start; place < Math.min(data.size(), start + BATCH); place++) {
                places.add(place);
            }
            logits.addAll(List.of(batch(model, data.rows(places))));
        }
        return logits.toArray(float[][]::new);
    }

    private static float[][] batch(OnnxModel model, DataSet rows) throws IOException {
        return model.card().image() != null
                ? model.imageLogits(Pictures.of(rows, model.card().views()))
                : model.textLogits(TokenSource.encoded(rows, model.card().text()));
    }

    private Logits() {}
}
