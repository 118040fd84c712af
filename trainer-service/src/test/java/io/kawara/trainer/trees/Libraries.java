package io.kawara.trainer.trees;

import com.microsoft.ml.lightgbm.PredictionType;
import io.github.metarank.lightgbm4j.LGBMBooster;
import java.util.Arrays;
import ml.dmlc.xgboost4j.java.XGBoost;

/** What the libraries themselves predict by models that they wrote, in [0,1]. */
final class Libraries {
    static double[] lightgbm(String model, Examples examples) throws Exception {
        try (var booster = LGBMBooster.loadModelFromString(model)) {
            return booster.predictForMat(
                    examples.flat(),
                    examples.size(),
                    examples.columns().size(),
                    true,
                    PredictionType.C_API_PREDICT_NORMAL);
        }
    }

    static double[] xgboost(Xgboost.Saved model, Examples examples) throws Exception {
        var rows = Xgboost.matrix(examples);
        var booster = XGBoost.loadModel(model.json());
        try {
            return Arrays.stream(booster.predict(rows, false, model.rounds()))
                    .mapToDouble(one -> one[0])
                    .toArray();
        } finally {
            booster.dispose();
            rows.dispose();
        }
    }

    private Libraries() {}
}
