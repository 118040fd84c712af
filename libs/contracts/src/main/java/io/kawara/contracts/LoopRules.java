package io.kawara.contracts;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;

/**
 * How a pipeline learns from what it answers. Whatever is left out has a default.
 *
 * @param classes what a label may say; left out: what the pipeline's models know
 * @param retentionDays for how many days images are archived; for ever where left out
 * @param pseudo which answers become pseudo-labels; none where left out
 * @param sources how much a label's source may send and counts, by source; {@code import} goes for {@code import:FILE} as well, {@code *} for any other
 * @param trainings when a training begins by itself; never where left out
 * @param gate what a candidate must show on the golden set
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record LoopRules(
        List<String> classes,
        Integer retentionDays,
        Pseudo pseudo,
        Map<String, Source> sources,
        Trainings trainings,
        Gate gate) {
    public LoopRules {
        classes = classes == null ? List.of() : List.copyOf(classes);
        sources = sources == null ? Map.of() : Map.copyOf(sources);
        gate = gate == null ? Gate.defaults() : gate;
        if (retentionDays != null && retentionDays < 1) {
            throw new IllegalArgumentException("'retentionDays' counts from 1: " + retentionDays);
        }
    }

    /** Those of a pipeline that says nothing about its loop. */
    public static LoopRules defaults() {
        return new LoopRules(null, null, null, null, null, null);
    }

    /** What goes for a source: by its whole name, by what stands before its first colon, or as for any other. */
    public Source source(String name) {
        var named = sources.get(name);
        if (named == null && name.indexOf(':') > 0) {
            named = sources.get(name.substring(0, name.indexOf(':')));
        }
        return named == null ? sources.getOrDefault("*", Source.ANY) : named;
    }

    /** The same with other classes. */
    public LoopRules withClasses(List<String> others) {
        return new LoopRules(others, retentionDays, pseudo, sources, trainings, gate);
    }

    /**
     * Which answers become pseudo-labels.
     *
     * @param policy by what an answer qualifies
     * @param kind whether the label is the likeliest class or the distribution
     * @param minimum the least score of the likeliest class, in [0,1]; 0
     * @param fraction of {@link Policy#TOP_FRACTION}: the share of the surest answers, in (0,1]; 0.8
     * @param gap of {@link Policy#GAP}: how far the first logit is above the second at least; 5
     * @param ceiling of {@link Policy#GAP}: what the second logit is at most; 10
     * @param perClass at most so many of a class, the surest; no limit where left out
     * @param perGroup whether fractions and limits go for each group (a book) by itself
     * @param weight how much one counts in training, in (0,1]; 0.9
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Pseudo(
            Policy policy,
            Kind kind,
            Double minimum,
            Double fraction,
            Double gap,
            Double ceiling,
            Integer perClass,
            Boolean perGroup,
            Double weight) {
        /** By what an answer qualifies. */
        public enum Policy {
            /** Every answer from the minimum on. */
            @JsonProperty("all")
            ALL,
            @JsonProperty("top-fraction")
            TOP_FRACTION,
            /** The third of the Kuzushiji competition's winners: the best logit far above the second. */
            @JsonProperty("gap")
            GAP,
            /** Saturated scores that every member of the pipeline agrees on. */
            @JsonProperty("saturated")
            SATURATED
        }

        /** What becomes of the scores. */
        public enum Kind {
            @JsonProperty("argmax")
            ARGMAX,
            @JsonProperty("soft")
            SOFT
        }

        public Pseudo {
            policy = policy == null ? Policy.TOP_FRACTION : policy;
            kind = kind == null ? Kind.ARGMAX : kind;
            minimum = share("pseudo.minimum", minimum, 0, 0);
            fraction = share("pseudo.fraction", fraction, 0.8, Double.MIN_VALUE);
            gap = gap == null ? 5 : gap;
            ceiling = ceiling == null ? 10 : ceiling;
            perGroup = perGroup != null && perGroup;
            weight = share("pseudo.weight", weight, 0.9, Double.MIN_VALUE);
            if (perClass != null && perClass < 1) {
                throw new IllegalArgumentException("'pseudo.perClass' counts from 1: " + perClass);
            }
        }
    }

    /**
     * A source of labels.
     *
     * @param perHour more labels than this within an hour are held; no limit where left out
     * @param trust how much its labels count in training, in (0,1]; 1
     * @param wrong the share of its labels on golden images that may contradict the golden ones before all of its labels are held, in [0,1]; 0.3.
     *     Asked from five such labels on
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Source(Integer perHour, Double trust, Double wrong) {
        /** One that nothing is said of. */
        public static final Source ANY = new Source(null, null, null);

        public Source {
            trust = share("sources.trust", trust, 1, Double.MIN_VALUE);
            wrong = share("sources.wrong", wrong, 0.3, 0);
            if (perHour != null && perHour < 1) {
                throw new IllegalArgumentException("'sources.perHour' counts from 1: " + perHour);
            }
        }
    }

    /**
     * When a training begins by itself.
     *
     * @param file the pipeline's file or a recipe, below the repository, e.g. {@code deploy/pipelines/products.yaml}
     * @param afterLabels after so many new labels of people; never where left out
     * @param everyHours after so many hours, if there is a new label; never where left out
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Trainings(String file, Integer afterLabels, Double everyHours) {
        public Trainings {
            if (file == null || file.isBlank()) {
                throw new IllegalArgumentException("'trainings.file' says what is trained");
            }
        }
    }

    /**
     * What a candidate must show on the golden set beside the champion.
     *
     * @param gain how much better the fused metric must be at least, in its own unit; 0. It must also not be certainly worse
     * @param confidence of the bootstrap interval of the difference, in (0,1); 0.95
     * @param classLoss how much recall a class of five images and more may lose, in [0,1]; 0.1
     * @param calibrationLoss how much the expected calibration error may grow, in [0,1]; 0.05
     * @param slower the most that the candidate's time may be of the champion's; 2
     * @param megabytes the largest file; 500
     * @param least so few golden images refuse every candidate; 20
     * @param promote whether what passes serves at once, or waits as challenger for a person
     * @param shadow whether a challenger answers the live stream, uncounted
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Gate(
            Double gain,
            Double confidence,
            Double classLoss,
            Double calibrationLoss,
            Double slower,
            Double megabytes,
            Integer least,
            Promotion promote,
            Boolean shadow) {
        /** Who promotes. */
        public enum Promotion {
            @JsonProperty("by-rule")
            BY_RULE,
            @JsonProperty("by-hand")
            BY_HAND
        }

        public Gate {
            gain = gain == null ? 0 : gain;
            confidence = share("gate.confidence", confidence, 0.95, Double.MIN_VALUE);
            classLoss = share("gate.classLoss", classLoss, 0.1, 0);
            calibrationLoss = share("gate.calibrationLoss", calibrationLoss, 0.05, 0);
            slower = slower == null ? 2 : slower;
            megabytes = megabytes == null ? 500 : megabytes;
            least = least == null ? 20 : least;
            promote = promote == null ? Promotion.BY_RULE : promote;
            shadow = shadow != null && shadow;
        }

        public static Gate defaults() {
            return new Gate(null, null, null, null, null, null, null, null, null);
        }
    }

    private static double share(String name, Double value, double otherwise, double least) {
        double share = value == null ? otherwise : value;
        if (!(share >= least && share <= 1)) {
            throw new IllegalArgumentException(
                    "'" + name + "' is at most 1 and not below " + (least > 0 ? "or at 0" : "0") + ": " + share);
        }
        return share;
    }
}
