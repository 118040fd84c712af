package io.kawara.contracts;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;

/**
 * What is done with an image: whether it is read, which models vote, and how the votes become an answer. Value of {@code pipeline/NAME} on the
 * registry.
 *
 * <p>{@code thresholds}: for multi-label tasks, from which score a label counts; 0.5 where a label is not named. {@code expectedCount}: for
 * multi-label tasks, how many labels an answer has whatever the thresholds say; any number where it is left out. {@code pages}: for pages, how what is
 * found and read becomes characters. {@code loop}: how the pipeline learns from what it answers.
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Pipeline(
        String name,
        String description,
        Ocr ocr,
        Task task,
        Combination combination,
        List<Member> members,
        Map<String, Double> thresholds,
        ExpectedCount expectedCount,
        PageRules pages,
        LoopRules loop) {
    /** The pipeline of a submission that names none. */
    public static final String DEFAULT = "default";

    public Pipeline {
        if (name == null || !name.matches("[a-z0-9][a-z0-9._-]*")) {
            throw new IllegalArgumentException(
                    "a pipeline's name is lower-case letters, digits, '.', '_' and '-': " + name);
        }
        task = task == null ? Task.SINGLE_LABEL : task;
        combination = combination == null ? Combination.MEAN : combination;
        members = members == null ? List.of() : List.copyOf(members);
        thresholds = thresholds == null ? Map.of() : Map.copyOf(thresholds);
        if (members.isEmpty() && ocr == null) {
            throw new IllegalArgumentException(
                    "pipeline " + name + " neither reads text nor has a member: it could answer nothing");
        }
        if (members.stream().map(Member::model).distinct().count() < members.size()) {
            throw new IllegalArgumentException("pipeline " + name + " names a model twice");
        }
        pages = task == Task.PAGES && pages == null ? PageRules.defaults() : pages;
        requireStages(name, task, pages, members);
        if (expectedCount != null && task != Task.MULTI_LABEL) {
            throw new IllegalArgumentException(
                    "pipeline " + name + " answers one label: 'expectedCount' is for multi-label pipelines");
        }
    }

    private static void requireStages(String name, Task task, PageRules pages, List<Member> members) {
        boolean ofPages = task == Task.PAGES;
        if (!ofPages && pages != null) {
            throw new IllegalArgumentException("pipeline " + name + " answers labels: 'pages' is for 'task: pages'");
        }
        for (var member : members) {
            boolean found = member.stage() == Stage.DETECTOR
                    || member.stage() == Stage.CHARACTER
                    || member.stage() == Stage.FUSION;
            if (found != ofPages) {
                throw new IllegalArgumentException("pipeline " + name + " answers " + (ofPages ? "pages" : "labels")
                        + ", which takes no member of stage " + member.stage() + " such as " + member.model());
            }
        }
        if (ofPages && members.stream().noneMatch(member -> member.stage() == Stage.DETECTOR)) {
            throw new IllegalArgumentException(
                    "pipeline " + name + " reads pages and needs a member of stage detector");
        }
    }

    /** A pipeline that says nothing about how it learns. */
    public Pipeline(
            String name,
            String description,
            Ocr ocr,
            Task task,
            Combination combination,
            List<Member> members,
            Map<String, Double> thresholds,
            ExpectedCount expectedCount,
            PageRules pages) {
        this(name, description, ocr, task, combination, members, thresholds, expectedCount, pages, null);
    }

    /** A pipeline that answers labels. */
    public Pipeline(
            String name,
            String description,
            Ocr ocr,
            Task task,
            Combination combination,
            List<Member> members,
            Map<String, Double> thresholds,
            ExpectedCount expectedCount) {
        this(name, description, ocr, task, combination, members, thresholds, expectedCount, null);
    }

    /** A pipeline that does not know how many labels an image has. */
    public Pipeline(
            String name,
            String description,
            Ocr ocr,
            Task task,
            Combination combination,
            List<Member> members,
            Map<String, Double> thresholds) {
        this(name, description, ocr, task, combination, members, thresholds, null);
    }

    /** The pipeline with its members weighed and combined otherwise. */
    public Pipeline with(Combination otherCombination, List<Member> otherMembers) {
        return new Pipeline(
                name, description, ocr, task, otherCombination, otherMembers, thresholds, expectedCount, pages, loop);
    }

    /** The pipeline with other thresholds. */
    public Pipeline withThresholds(Map<String, Double> others) {
        return new Pipeline(name, description, ocr, task, combination, members, others, expectedCount, pages, loop);
    }

    /** The pipeline learning otherwise. */
    public Pipeline with(LoopRules other) {
        return new Pipeline(
                name, description, ocr, task, combination, members, thresholds, expectedCount, pages, other);
    }

    /** How the pipeline learns, with the defaults where it says nothing. */
    public LoopRules learning() {
        return loop == null ? LoopRules.defaults() : loop;
    }

    /**
     * How text is read.
     *
     * @param languages Tesseract's language codes, e.g. {@code eng}, {@code chi_sim}
     * @param pageSegmentation Tesseract's page segmentation mode, 0 to 13; 3 (fully automatic) where it is left out
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Ocr(List<String> languages, Integer pageSegmentation) {
        public Ocr {
            if (languages == null || languages.isEmpty()) {
                throw new IllegalArgumentException("ocr needs at least one language, e.g. [eng]");
            }
            if (languages.stream().anyMatch(l -> !l.matches("[A-Za-z0-9_]+"))) {
                throw new IllegalArgumentException("not a language code of Tesseract: " + languages);
            }
            languages = List.copyOf(languages);
            pageSegmentation = pageSegmentation == null ? 3 : pageSegmentation;
            if (pageSegmentation < 0 || pageSegmentation > 13) {
                throw new IllegalArgumentException("page segmentation mode is 0 to 13: " + pageSegmentation);
            }
        }
    }

    /** The members that {@code stage} runs. */
    public List<Member> members(Stage stage) {
        return members.stream().filter(m -> m.stage() == stage).toList();
    }

    /** Whether the OCR stage has a part in this pipeline: it reads, or carries the item's own words to the text models. */
    @JsonIgnore
    public boolean hasText() {
        return ocr != null || !members(Stage.TEXT).isEmpty();
    }
}
