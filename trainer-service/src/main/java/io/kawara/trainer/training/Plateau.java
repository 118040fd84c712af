package io.kawara.trainer.training;

/**
 * A smaller rate whenever epochs stop getting better.
 *
 * @param gamma what the rate is multiplied with then
 * @param patience how many epochs in a row may be no better than the best before them
 * @param threshold by how much a score has to be higher to count as better
 * @param floor the least factor
 */
public record Plateau(double gamma, int patience, double threshold, double floor) implements Schedule {
    public Plateau {
        if (!(gamma > 0 && gamma < 1) || patience < 0 || !(threshold >= 0) || !(floor >= 0 && floor <= 1)) {
            throw new IllegalArgumentException(
                    "a plateau wants gamma in (0,1), floor in [0,1], patience and threshold not negative");
        }
    }

    @Override
    public double factor(Moment at) {
        double factor = 1;
        var best = Double.NEGATIVE_INFINITY;
        int waited = 0;
        for (var score : at.scores()) {
            if (score > best + threshold) {
                best = score;
                waited = 0;
            } else if (++waited > patience) {
                factor = Math.max(factor * gamma, floor);
                waited = 0;
            }
        }
        return factor;
    }
}
