package io.kawara.trainer.trees;

import io.kawara.pages.RankingFeatures;
import io.kawara.trainer.recipe.Default;
import java.util.ArrayList;
import java.util.List;

/**
 * One model of trees. Where both libraries are named, they are averaged.
 *
 * @param columns of a second level: {@code competition}, the 9 columns a classifier and two more of the published solution, or {@code all}: those and our own
 * @param lightgbm trees by LightGBM; left out for none
 * @param xgboost trees by XGBoost; left out for none
 */
public record TreeKeys(
        @Default("all") RankingFeatures.Kind columns,
        @Default("null") LightgbmKeys lightgbm,
        @Default("null") XgboostKeys xgboost) {
    public TreeKeys {
        if (lightgbm == null && xgboost == null) {
            throw new IllegalArgumentException("trees need 'lightgbm', 'xgboost' or both");
        }
    }

    /** The columns of a second level on such pages. */
    RankingFeatures features(List<LabelledPage> pages) {
        return new RankingFeatures(pages.get(0).models(), columns);
    }

    List<Library> libraries(int threads, long seed) {
        var libraries = new ArrayList<Library>();
        if (lightgbm != null) {
            libraries.add(new Lightgbm(lightgbm, threads, seed));
        }
        if (xgboost != null) {
            libraries.add(new Xgboost(xgboost, threads, seed));
        }
        return libraries;
    }
}
