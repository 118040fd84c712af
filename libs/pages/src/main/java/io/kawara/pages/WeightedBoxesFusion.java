package io.kawara.pages;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Makes one box of the boxes that several models found of one thing: averages their sides by their scores, so that every box has its say in where the
 * sides are (Solovyev, Wang and Gabruseva 2021, doi:10.1016/j.imavis.2021.104117).
 *
 * <p>By falling score, each box joins the fused box that it overlaps most, or begins a new one. A fused box's score is the weighted mean of what each
 * model gave it, 0 where one found nothing: as in the paper, except that a model that found a thing twice does not count twice.
 */
public final class WeightedBoxesFusion {
    private final List<Double> weights;
    private final double from;
    private final List<Cluster> clusters = new ArrayList<>();
    private final Grid fused;

    private record Vote(Box box, int model, double weighted) {}

    /** Boxes that are one, and what each model says of it. */
    private final class Cluster {
        private final double[] best = new double[weights.size()];
        private double left;
        private double top;
        private double right;
        private double bottom;
        private double sum;

        void add(Vote vote) {
            // A box without weight or score has no say, but where it is the first, it is all there is.
            double share = sum + vote.weighted == 0 ? 1 : vote.weighted / (sum + vote.weighted);
            left += share * (vote.box.left() - left);
            top += share * (vote.box.top() - top);
            right += share * (vote.box.right() - right);
            bottom += share * (vote.box.bottom() - bottom);
            sum += vote.weighted;
            best[vote.model] = Math.max(best[vote.model], vote.weighted);
        }

        Box box() {
            double score = 0;
            double all = 0;
            for (int model = 0; model < best.length; model++) {
                score += best[model];
                all += weights.get(model);
            }
            return new Box(left, top, right, bottom, all == 0 ? 0 : score / all);
        }
    }

    private WeightedBoxesFusion(List<Double> weights, double from, Grid fused) {
        this.weights = weights;
        this.from = from;
        this.fused = fused;
    }

    /** The fused boxes by falling score; every model counts alike. */
    public static List<Box> fuse(List<List<Box>> ofModels, double from) {
        return fuse(ofModels, ofModels.stream().map(boxes -> 1.0).toList(), from);
    }

    /**
     * The fused boxes by falling score.
     *
     * @param weights of each model, 0 or more
     * @param from intersection over union from which a box is one with a fused box
     */
    public static List<Box> fuse(List<List<Box>> ofModels, List<Double> weights, double from) {
        if (weights.size() != ofModels.size()) {
            throw new IllegalArgumentException(
                    weights.size() + " weights for the boxes of " + ofModels.size() + " models");
        }
        var votes = new ArrayList<Vote>();
        for (int model = 0; model < ofModels.size(); model++) {
            for (var box : ofModels.get(model)) {
                votes.add(new Vote(box, model, box.score() * weights.get(model)));
            }
        }
        var fusion = new WeightedBoxesFusion(
                weights, from, Grid.empty(votes.stream().map(Vote::box).toList()));
        votes.stream()
                .sorted(Comparator.comparingDouble(Vote::weighted).reversed())
                .forEach(fusion::add);
        return fusion.clusters.stream()
                .map(Cluster::box)
                .sorted(Comparator.comparingDouble(Box::score).reversed())
                .toList();
    }

    private void add(Vote vote) {
        int best = -1;
        double most = from;
        for (int index : fused.near(vote.box).toArray()) {
            double iou = clusters.get(index).box().iou(vote.box);
            // The earlier one where both are as good, whatever the order in which they are looked at.
            if (iou > most || (iou == most && (best < 0 || index < best))) {
                most = iou;
                best = index;
            }
        }
        if (best < 0) {
            best = clusters.size();
            clusters.add(new Cluster());
        }
        clusters.get(best).add(vote);
        fused.add(best, clusters.get(best).box());
    }
}
