package io.kawara.trainer.trees;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** Trees grown level by level (Chen and Guestrin, XGBoost, 2016). */
record Xgboost(XgboostKeys keys, int threads, long seed) implements Library {
    @Override
    public String name() {
        return "xgboost";
    }

    @Override
    public Forest train(Examples learnt, Examples held, Watch watch) {
        return XgboostJson.forest(json(learnt, held, watch));
    }

    /** The trained model as the library writes it, and the rounds in it that count. */
    Saved json(Examples learnt, Examples held, Watch watch) {
        DMatrix rows = null;
        DMatrix others = null;
        Booster booster = null;
        try {
            rows = matrix(learnt);
            others = matrix(held);
            booster = XGBoost.train(rows, parameters(), 0, new HashMap<>(), null, null);
            booster.setParam("eval_metric", "error"); // beside the log loss
            var rounds = new Rounds(keys.rounds(), keys.earlyStopping(), watch);
            for (int round = 0; rounds.goesOn(); round++) {
                booster.update(rows, round);
                double[] measured = measured(booster.evalSet(new DMatrix[] {others}, new String[] {"held"}, round));
                rounds.ended(measured[0], measured[1]);
            }
            return new Saved(booster.toByteArray("json"), rounds.best());
        } catch (XGBoostError e) {
            throw new IllegalStateException("XGBoost: " + e.getMessage(), e);
        } finally {
            dispose(booster, rows, others);
        }
    }

    /** A model of more rounds than are worth keeping. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Saved(byte[] json, int rounds) {}

    static DMatrix matrix(Examples examples) throws XGBoostError {
        var matrix =
                new DMatrix(examples.flat(), examples.size(), examples.columns().size(), Float.NaN);
        matrix.setLabel(examples.labels());
        return matrix;
    }

    /** Log loss and error, out of a line such as {@code [3] held-logloss:0.31 held-error:0.12}. */
    private static double[] measured(String line) {
        String[] words = line.strip().split("\\s+", -1);
        return Arrays.stream(words, 1, words.length)
                .mapToDouble(word -> Double.parseDouble(word.substring(word.indexOf(':') + 1)))
                .toArray();
    }

    private Map<String, Object> parameters() {
        var parameters = new HashMap<String, Object>();
        parameters.put("objective", "binary:logistic");
        parameters.put("eval_metric", "logloss");
        parameters.put("base_score", 0.5); // a logit of 0: the trees are all there is
        parameters.put("tree_method", "hist");
        parameters.put("seed", seed % Integer.MAX_VALUE);
        parameters.put("nthread", threads);
        parameters.put("verbosity", 0);
        parameters.put("eta", keys.eta());
        parameters.put("gamma", keys.gamma());
        parameters.put("max_depth", keys.maxDepth());
        parameters.put("min_child_weight", keys.minChildWeight());
        parameters.put("lambda", keys.lambda());
        parameters.put("alpha", keys.alpha());
        parameters.put("subsample", keys.subsample());
        parameters.put("colsample_bytree", keys.colsampleBytree());
        parameters.put("scale_pos_weight", keys.scalePosWeight());
        return parameters;
    }

    private static void dispose(Booster booster, DMatrix... matrices) {
        if (booster != null) {
            booster.dispose();
        }
        for (var matrix : matrices) {
            if (matrix != null) {
                matrix.dispose();
            }
        }
    }
}
