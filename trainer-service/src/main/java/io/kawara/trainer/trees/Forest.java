package io.kawara.trainer.trees;

import java.util.List;

/**
 * The trees that one training grew: the sum of their leaves is the logit of a row being a true one.
 *
 * @param library that grew them
 */
record Forest(String library, Tree.Comparison comparison, List<Tree> trees) {
    Forest {
        trees = List.copyOf(trees);
    }

    /** In [0,1]. */
    double probability(float[] row) {
        double margin = 0;
        for (Tree tree : trees) {
            margin += tree.leaf(row, comparison);
        }
        return 1 / (1 + Math.exp(-margin));
    }
}
