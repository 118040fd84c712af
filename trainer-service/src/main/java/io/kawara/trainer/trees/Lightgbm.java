package io.kawara.trainer.trees;

import io.github.metarank.lightgbm4j.LGBMBooster;
import io.github.metarank.lightgbm4j.LGBMBooster.FeatureImportanceType;
import io.github.metarank.lightgbm4j.LGBMDataset;
import io.github.metarank.lightgbm4j.LGBMException;

/** Trees grown leaf by leaf (Ke et al., LightGBM, 2017). */
record Lightgbm(LightgbmKeys keys, int threads, long seed) implements Library {
    @Override
    public String name() {
        return "lightgbm";
    }

    @Override
    public Forest train(Examples learnt, Examples held, Watch watch) {
        return LightgbmText.forest(text(learnt, held, watch));
    }

    /** The trained model as the library writes it. */
    String text(Examples learnt, Examples held, Watch watch) {
        try (var rows = dataset(learnt, null);
                var others = dataset(held, rows);
                var booster = LGBMBooster.create(rows, parameters())) {
            booster.addValidData(others);
            var rounds = new Rounds(keys.rounds(), keys.earlyStopping(), watch);
            while (rounds.goesOn()) {
                if (booster.updateOneIter()) {
                    rounds.end(); // no leaf can be split any more
                } else {
                    double[] measured = booster.getEval(1);
                    rounds.ended(measured[0], measured[1]);
                }
            }
            return booster.saveModelToString(0, rounds.best(), FeatureImportanceType.SPLIT);
        } catch (LGBMException e) {
            throw new IllegalStateException("LightGBM: " + e.getMessage(), e);
        }
    }

    private LGBMDataset dataset(Examples examples, LGBMDataset binned) throws LGBMException {
        var dataset = LGBMDataset.createFromMat(
                examples.flat(), examples.size(), examples.columns().size(), true, parameters(), binned);
        dataset.setField("label", examples.labels());
        return dataset;
    }

    private String parameters() {
        return String.join(
                " ",
                "objective=binary metric=binary_logloss,binary_error boosting=gbdt verbosity=-1",
                "deterministic=true force_row_wise=true seed=" + seed % Integer.MAX_VALUE,
                "num_threads=" + threads,
                "learning_rate=" + keys.learningRate(),
                "num_leaves=" + keys.numLeaves(),
                "max_depth=" + keys.maxDepth(),
                "max_bin=" + keys.maxBin(),
                "min_data_in_leaf=" + keys.minDataInLeaf(),
                "lambda_l1=" + keys.lambdaL1(),
                "lambda_l2=" + keys.lambdaL2(),
                "feature_fraction=" + keys.featureFraction(),
                "bagging_fraction=" + keys.baggingFraction(),
                "bagging_freq=" + keys.baggingFreq(),
                "scale_pos_weight=" + keys.scalePosWeight());
    }
}
