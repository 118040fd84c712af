package io.kawara.trainer.recipe;

import io.kawara.trainer.transform.BatchStep;
import io.kawara.trainer.transform.Cutout;
import io.kawara.trainer.transform.DropTokens;
import io.kawara.trainer.transform.Mixup;
import io.kawara.trainer.transform.PictureStep;
import io.kawara.trainer.transform.Policy;
import io.kawara.trainer.transform.RandomResizedCrop;
import io.kawara.trainer.transform.Reframe;
import io.kawara.trainer.transform.Step;
import io.kawara.trainer.transform.TextStep;
import io.kawara.trainer.transform.Tone;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * How training rows are changed, drawn anew for each row and epoch: first as the short keys say, then by the policy, then by the steps in their order.
 *
 * @param flip how often a picture is mirrored, in [0,1]
 * @param crop the smallest share of the area that is cut out and enlarged, 1 for the whole picture
 * @param stretch by how much the crop's sides may differ in scale, e.g. 1.2; 1 for not at all
 * @param rotate up to how many degrees, to either side
 * @param shift by up to which share of a side
 * @param brightness up to which share of the full range is added or taken away
 * @param contrast up to which share the distances from the mean grow or shrink
 * @param saturation up to which share the distances from grey grow or shrink
 * @param cutout a square of up to this share of a side is painted grey, in every other picture (DeVries and Taylor, 2017)
 * @param dropTokens text: the share of tokens that is left out
 * @param policy a learned policy: a JSON file beside the recipe, or the policy itself
 * @param steps everything else, each by its kind, e.g. {@code {kind: shift-scale-rotate, probability: 0.5}}; those that mix a batch come last
 * @param reserve how much larger than the model's size pictures are decoded before they are changed; 0 for 1.15 where something is cut out of them, else 1
 * @param memory how many MiB of decoded pictures are kept; the rest is decoded anew in every epoch
 */
public record AugmentKeys(
        @Default("0") double flip,
        @Default("1") double crop,
        @Default("1") double stretch,
        @Default("0") double rotate,
        @Default("0") double shift,
        @Default("0") double brightness,
        @Default("0") double contrast,
        @Default("0") double saturation,
        @Default("0") double cutout,
        @Default("0") double dropTokens,
        @Default("null") @FromFile Policy policy,
        @Default("[]") List<Step> steps,
        @Default("0") double reserve,
        @Default("1024") int memory) {
    private static final double RESERVE = 1.15;
    private static final int MEMORY = 1024;

    public AugmentKeys {
        if (!(crop > 0 && crop <= 1) || !(stretch >= 1)) {
            throw new IllegalArgumentException("'augment.crop' is in (0,1], 'augment.stretch' at least 1");
        }
        for (double share : new double[] {flip, shift, brightness, contrast, saturation, cutout, dropTokens}) {
            if (!(share >= 0 && share <= 1)) {
                throw new IllegalArgumentException("a share in 'augment' is from 0 to 1, not " + share);
            }
        }
        if (!(reserve == 0 || (reserve >= 1 && reserve <= 16)) || memory < 0) {
            throw new IllegalArgumentException("'augment.reserve' is 0 or from 1 to 16, 'augment.memory' at least 0");
        }
        steps = List.copyOf(steps);
        boolean mixed = false;
        for (Step step : steps) {
            if (mixed && step instanceof PictureStep) {
                throw new IllegalArgumentException("'augment.steps': " + step.kind()
                        + " changes single pictures, so it stands before the steps that mix a batch");
            }
            mixed |= step instanceof BatchStep;
        }
    }

    /** Rows as they are. */
    public static AugmentKeys none() {
        return of(List.of());
    }

    /** These steps alone. */
    public static AugmentKeys of(List<Step> steps) {
        return new AugmentKeys(0, 1, 1, 0, 0, 0, 0, 0, 0, 0, null, steps, 0, MEMORY);
    }

    /** The same, with each batch mixed up before it is changed otherwise; an alpha of 0 mixes nothing. */
    public AugmentKeys mixed(double alpha) {
        if (alpha == 0) {
            return this;
        }
        var all = new ArrayList<Step>(steps);
        int place = (int)
                steps.stream().filter(step -> !(step instanceof BatchStep)).count();
        all.add(place, new Mixup(1, alpha));
        return new AugmentKeys(
                flip,
                crop,
                stretch,
                rotate,
                shift,
                brightness,
                contrast,
                saturation,
                cutout,
                dropTokens,
                policy,
                all,
                reserve,
                memory);
    }

    /** What is done to each picture, in order. */
    public List<PictureStep> pictures() {
        var all = new ArrayList<PictureStep>();
        if (flip > 0 || crop < 1 || stretch > 1 || rotate > 0 || shift > 0) {
            all.add(new Reframe(flip, crop, stretch, rotate, shift));
        }
        if (brightness > 0 || contrast > 0 || saturation > 0) {
            all.add(new Tone(brightness, contrast, saturation));
        }
        if (cutout > 0) {
            all.add(new Cutout(0.5, 1, List.of(0.0, cutout), "128"));
        }
        if (policy != null) {
            all.add(policy);
        }
        all.addAll(of(PictureStep.class));
        return all;
    }

    /** What is done to each batch of pictures after that. */
    public List<BatchStep> batches() {
        return of(BatchStep.class);
    }

    /** What is done to each text. */
    public List<TextStep> texts() {
        var all = new ArrayList<>(of(TextStep.class));
        if (dropTokens > 0) {
            all.add(new DropTokens(1, dropTokens));
        }
        return all;
    }

    /** How much larger than the model's size pictures are decoded. */
    public double scale() {
        boolean cuts = crop < 1 || steps.stream().anyMatch(RandomResizedCrop.class::isInstance);
        return reserve > 0 ? reserve : cuts ? RESERVE : 1;
    }

    /** Refuses what cannot be done to the rows of a model. */
    void require(boolean forImages) {
        var foreign = forImages
                ? texts().stream().map(Step::kind)
                : Stream.concat(pictures().stream(), batches().stream()).map(Step::kind);
        foreign.findFirst().ifPresent(kind -> {
            throw new IllegalArgumentException("'augment' has " + kind + ", which is for "
                    + (forImages ? "texts, and this is an image model" : "pictures, and this is a text model"));
        });
    }

    private <T extends Step> List<T> of(Class<T> type) {
        return steps.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
