package io.kawara.trainer.recipe;

import io.kawara.contracts.LoopRules;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How a pipeline learns from what it answers.
 *
 * @param classes what a label may say; what the pipeline's models know where it is left out
 * @param retentionDays for how many days images are archived; for ever where it is left out
 * @param pseudo which answers become pseudo-labels; none where it is left out
 * @param sources by source ({@code review}, {@code api}, {@code import:FILE}; {@code *} is any other) how many labels it may send and how much they
 *     count
 * @param trainings when a training begins by itself; never where it is left out
 * @param gate what a candidate must show on the golden set before it serves
 */
public record LoopKeys(
        @Default("[]") List<String> classes,
        @Default("null") Integer retentionDays,
        @Default("null") Pseudo pseudo,
        @Default("{}") Map<String, Source> sources,
        @Default("null") Trainings trainings,
        @Default("{}") Gate gate) {
    /**
     * Which answers become pseudo-labels.
     *
     * @param policy by what an answer qualifies: {@code all} from the minimum on, the surest {@code top-fraction}, a {@code gap} between the first two
     *     logits, or {@code saturated} scores on which all members agree
     * @param kind whether the label is the likeliest class or the distribution
     * @param minimum the least score of the likeliest class, in [0,1]
     * @param fraction of {@code top-fraction}: the share of the surest answers, in (0,1]
     * @param gap of {@code gap}: how far the first logit is above the second at least
     * @param ceiling of {@code gap}: what the second logit is at most
     * @param perClass at most so many of a class, the surest; no limit where it is left out
     * @param perGroup whether fractions and limits go for each group, such as a book, by itself
     * @param weight how much one counts in training where a person's label counts 1, in (0,1]
     */
    public record Pseudo(
            @Default("top-fraction") LoopRules.Pseudo.Policy policy,
            @Default("argmax") LoopRules.Pseudo.Kind kind,
            @Default("0") double minimum,
            @Default("0.8") double fraction,
            @Default("5") double gap,
            @Default("10") double ceiling,
            @Default("null") Integer perClass,
            @Default("false") boolean perGroup,
            @Default("0.9") double weight) {
        LoopRules.Pseudo contract() {
            return new LoopRules.Pseudo(policy, kind, minimum, fraction, gap, ceiling, perClass, perGroup, weight);
        }
    }

    /**
     * A source of labels.
     *
     * @param perHour more labels than this within an hour are held; no limit where it is left out
     * @param trust how much its labels count in training, in (0,1]
     * @param wrong the share of its labels on golden images that may contradict the golden ones before all of its labels are held, in [0,1]
     */
    public record Source(
            @Default("null") Integer perHour,
            @Default("1") double trust,
            @Default("0.3") double wrong) {
        LoopRules.Source contract() {
            return new LoopRules.Source(perHour, trust, wrong);
        }
    }

    /**
     * When a training begins by itself.
     *
     * @param file the pipeline's file or a recipe, below the repository, e.g. {@code deploy/pipelines/products.yaml}
     * @param afterLabels after so many new labels of people; never where it is left out
     * @param everyHours after so many hours, if there is a new label; never where it is left out
     */
    public record Trainings(
            String file,
            @Default("null") Integer afterLabels,
            @Default("null") Double everyHours) {
        LoopRules.Trainings contract() {
            return new LoopRules.Trainings(file, afterLabels, everyHours);
        }
    }

    /**
     * What a candidate must show on the golden set beside the champion.
     *
     * @param gain how much better the fused metric must be at least, in its own unit; it must also not be certainly worse
     * @param confidence of the bootstrap interval of the difference, in (0,1)
     * @param classLoss how much recall a class of five golden images and more may lose, in [0,1]
     * @param calibrationLoss how much the expected calibration error may grow, in [0,1]
     * @param slower the most that the candidate's time may be of the champion's
     * @param megabytes the largest model file
     * @param least fewer golden images than this refuse every candidate
     * @param promote whether what passes serves at once, {@code by-rule}, or waits as challenger for a person, {@code by-hand}
     * @param shadow whether a challenger answers the live stream, uncounted
     */
    public record Gate(
            @Default("0") double gain,
            @Default("0.95") double confidence,
            @Default("0.1") double classLoss,
            @Default("0.05") double calibrationLoss,
            @Default("2") double slower,
            @Default("500") double megabytes,
            @Default("20") int least,
            @Default("by-rule") LoopRules.Gate.Promotion promote,
            @Default("false") boolean shadow) {
        LoopRules.Gate contract() {
            return new LoopRules.Gate(
                    gain, confidence, classLoss, calibrationLoss, slower, megabytes, least, promote, shadow);
        }
    }

    public LoopKeys {
        contract(classes, retentionDays, pseudo, sources, trainings, gate); // refuses what a pipeline would
    }

    public LoopRules contract() {
        return contract(classes, retentionDays, pseudo, sources, trainings, gate);
    }

    private static LoopRules contract(
            List<String> classes,
            Integer retentionDays,
            Pseudo pseudo,
            Map<String, Source> sources,
            Trainings trainings,
            Gate gate) {
        return new LoopRules(
                classes,
                retentionDays,
                pseudo == null ? null : pseudo.contract(),
                sources.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, source -> source.getValue().contract())),
                trainings == null ? null : trainings.contract(),
                gate.contract());
    }
}
