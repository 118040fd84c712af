package io.kawara.trainer.trees;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.stream.IntStream;

/** Reads the trees out of XGBoost's JSON. */
final class XgboostJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    static Forest forest(Xgboost.Saved saved) {
        try {
            var learner = JSON.readTree(saved.json()).path("learner");
            double base = learner.path("learner_model_param").path("base_score").asDouble();
            if (base != 0.5) {
                throw new IllegalArgumentException("XGBoost's trees begin at " + base + ", not at 0.5");
            }
            var trees = new ArrayList<Tree>();
            for (JsonNode tree : learner.path("gradient_booster").path("model").path("trees")) {
                if (trees.size() < saved.rounds()) {
                    trees.add(tree(tree));
                }
            }
            return new Forest("xgboost", Tree.Comparison.BELOW, trees);
        } catch (IOException e) {
            throw new IllegalArgumentException("XGBoost wrote no JSON: " + e.getMessage(), e);
        }
    }

    /** Here nodes and leaves are counted together, and a leaf's value is where a node has its threshold. */
    private static Tree tree(JsonNode json) {
        int[] left = whole(json.path("left_children"));
        int[] right = whole(json.path("right_children"));
        double[] conditions = IntStream.range(0, left.length)
                .mapToDouble(i -> json.path("split_conditions").get(i).floatValue())
                .toArray();
        int[] columns = whole(json.path("split_indices"));
        int[] missingLeft = whole(json.path("default_left"));
        var place = new int[left.length];
        var nodes = new ArrayList<Integer>();
        var leaves = new ArrayList<Double>();
        for (int i = 0; i < left.length; i++) {
            if (left[i] < 0) {
                place[i] = ~leaves.size();
                leaves.add(conditions[i]);
            } else {
                place[i] = nodes.size();
                nodes.add(i);
            }
        }
        var missing = new boolean[nodes.size()];
        for (int i = 0; i < missing.length; i++) {
            missing[i] = missingLeft[nodes.get(i)] == 1;
        }
        return new Tree(
                nodes.stream().mapToInt(i -> columns[i]).toArray(),
                nodes.stream().mapToDouble(i -> conditions[i]).toArray(),
                missing,
                nodes.stream().mapToInt(i -> place[left[i]]).toArray(),
                nodes.stream().mapToInt(i -> place[right[i]]).toArray(),
                leaves.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** Numbers, or true and false as 1 and 0. */
    private static int[] whole(JsonNode list) {
        return IntStream.range(0, list.size())
                .map(i -> list.get(i).isBoolean()
                        ? (list.get(i).booleanValue() ? 1 : 0)
                        : list.get(i).intValue())
                .toArray();
    }

    private XgboostJson() {}
}
