package io.kawara.trainer.trees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.kawara.contracts.Candidates;
import io.kawara.contracts.CharacterBox;
import io.kawara.contracts.Member;
import io.kawara.contracts.PageRules;
import io.kawara.contracts.Pipeline;
import io.kawara.contracts.Stage;
import io.kawara.messaging.Json;
import io.kawara.pages.Judge;
import io.kawara.pages.Judges;
import io.kawara.pages.PageDecision;
import io.kawara.serving.Device;
import io.kawara.serving.OnnxModel;
import io.kawara.serving.RowProbabilities;
import io.kawara.serving.SessionSettings;
import io.kawara.trainer.pages.PageScore;
import io.kawara.trainer.pages.ReadFile;
import io.kawara.trainer.pages.Tally;
import io.kawara.trainer.recipe.StrictYaml;
import io.kawara.trainer.run.Console;
import io.kawara.trainer.run.RunFolder;
import io.kawara.trainer.search.SearchFile;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageTrainingTest {
    private static final String FEW = "lightgbm: {rounds: 40, minDataInLeaf: 5}";

    private static final List<LabelledPage> PAGES = PlantedPages.of(12, 4);
    private static final Tally VOTE = VoteChoice.of(PAGES, 0.3).score(PAGES);

    @TempDir
    Path folder;

    private Pipeline trained(String levels) throws Exception {
        var recipe = StrictYaml.parse(
                "name: test\ndetectors: [detector]\nfolds: 3\n" + levels, "test.yaml", TreesFile.class, List.of());
        new PageTraining(recipe, PAGES, 1, console).train(new RunFolder(folder));
        return Json.read(Files.readAllBytes(folder.resolve("pipeline.json")), Pipeline.class);
    }

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final Console console = new Console(new PrintStream(said, true, StandardCharsets.UTF_8), false);

    @Test
    void aFilterTakesFalsePositivesAway() throws Exception {
        assertThat(VOTE.falsePositives()).isGreaterThan(12 * PlantedPages.FALSE);

        trained("filter: {" + FEW + "}");

        // Whatever is wide is read as something else, so it is none of the metric's characters.
        var filtered = line("+ filter");
        assertThat(filtered.falsePositives()).isLessThan(VOTE.falsePositives() - 12 * PlantedPages.FALSE * 9 / 10);
        assertThat(filtered.truePositives()).isGreaterThan(VOTE.truePositives() * 95 / 100);
    }

    @Test
    void aSecondLevelReadsWhatNoVoteReads() throws Exception {
        trained("secondLevel: {lightgbm: {rounds: 40, minDataInLeaf: 5}, xgboost: {rounds: 40}}");

        assertThat(VOTE.f1()).isLessThan(0.7);
        assertThat(line("+ second level").f1()).isGreaterThan(0.95);
    }

    @Test
    void withoutTreesTheVoteAloneIsChosen() throws Exception {
        var pipeline = trained("");

        assertThat(pipeline.members(Stage.FUSION)).isEmpty();
        assertThat(line("vote")).isEqualTo(VOTE);
    }

    @Test
    void aClassifierThatIsSureOfWhatIsWrongCountsLess() {
        var pages = PAGES.stream().map(PageTrainingTest::withFool).toList();

        var chosen = VoteChoice.of(pages, 0.3);

        assertThat(chosen.weights().get("fool")).isLessThan(0.5);
        assertThat(chosen.weights().values().stream().mapToDouble(w -> w).sum()).isCloseTo(1, within(1e-3));
        assertThat(chosen.score(pages).f1()).isGreaterThan(0.95 * VOTE.f1());
    }

    @Test
    void whereMostAreRightAndTheSurestIsWrongEachHasOneVote() {
        var pages = PAGES.stream().map(PageTrainingTest::withShoutingFool).toList();

        var chosen = VoteChoice.of(pages, 0.3);

        assertThat(chosen.vote()).isEqualTo(PageRules.CharacterVote.HARD);
        assertThat(chosen.toRules().vote()).isEqualTo(PageRules.CharacterVote.HARD);
        assertThat(VoteChoice.of(PAGES, 0.3).vote()).isEqualTo(PageRules.CharacterVote.SOFT);
    }

    /** The page as two read it that are hardly sure, and one that shouts one code in every second box. */
    private static LabelledPage withShoutingFool(LabelledPage page) {
        var boxes = page.readers().get(0).characters();
        var readers = new ArrayList<ReadFile.Reader>();
        for (String name : List.of("first", "second", "fool")) {
            var opinions = new ArrayList<Candidates.Box>();
            var read = new ArrayList<CharacterBox>();
            for (int i = 0; i < boxes.size(); i++) {
                boolean wrong = name.equals("fool") && i % 2 == 0;
                String code = wrong || i >= PlantedPages.REAL
                        ? "U+4E00"
                        : page.truth().get(i).code();
                double sure = wrong ? 1 - 1e-9 : name.equals("fool") || i % 2 == 1 ? 0.9 : 0.2;
                opinions.add(new Candidates.Box(Map.of(code, Math.log(sure)), Math.log((1 - sure) / 39)));
                read.add(boxes.get(i).read(code, sure));
            }
            readers.add(new ReadFile.Reader(name, read, Candidates.of(40, opinions)));
        }
        return new LabelledPage(page.id(), page.group(), page.size(), readers, page.truth());
    }

    /** The page with a classifier that reads the same everywhere beside one that does not. */
    private static LabelledPage withFool(LabelledPage page) {
        var boxes = page.readers().get(0).characters();
        var opinion = new Candidates.Box(Map.of("U+4E00", Math.log(0.98)), Math.log(0.02 / 39));
        var fool = new ReadFile.Reader(
                "fool",
                boxes.stream().map(box -> box.read("U+4E00", 0.98)).toList(),
                Candidates.of(40, Collections.nCopies(boxes.size(), opinion)));
        return new LabelledPage(
                page.id(),
                page.group(),
                page.size(),
                List.of(fool, page.readers().get(0)),
                page.truth());
    }

    @Test
    void modelsAndPipelineDecideTogetherAsWasMeasured() throws Exception {
        var pipeline = trained("secondLevel: {" + FEW + "}\nfilter: {" + FEW + "}");

        assertThat(pipeline.members())
                .extracting(Member::model)
                .containsExactly("detector", "crops", "context", "test-second-level", "test-filter");
        assertThat(pipeline.members(Stage.FUSION)).hasSize(2);
        var others = PlantedPages.of(4, 99);
        var sum = Tally.NONE;
        try (var ranking = model("test-second-level");
                var filter = model("test-filter")) {
            var judges = new Judges(
                    List.of(new OpenJudge(ranking), new OpenJudge(filter)),
                    pipeline.pages().falsePositiveBias());
            var decision = new PageDecision(pipeline.pages(), judges.secondLevel(), judges.filter());
            Map<String, Double> weights = new HashMap<>();
            pipeline.members(Stage.CHARACTER).forEach(member -> weights.put(member.model(), member.weight()));
            for (LabelledPage page : others) {
                List<CharacterBox> decided = decision.decide(page.fused(pipeline.pages(), weights));
                sum = sum.plus(PageScore.of(page.truth(), decided), 1);
            }
        }
        assertThat(sum.f1()).isCloseTo(line("+ filter").f1(), within(0.05)).isGreaterThan(0.95);
    }

    private OnnxModel model(String name) throws Exception {
        return OnnxModel.load(Files.readAllBytes(folder.resolve(name + ".onnx")), new SessionSettings(Device.CPU, 1));
    }

    /** A model that decides, as it was written. */
    private record OpenJudge(OnnxModel model) implements Judge {
        @Override
        public String name() {
            return model.card().name();
        }

        @Override
        public double weight() {
            return 1;
        }

        @Override
        public List<String> columns() {
            return model.card().columns();
        }

        @Override
        public Optional<double[]> probabilities(float[][] rows) {
            return Optional.of(RowProbabilities.of(model, rows));
        }

        @Override
        public void fail(String reason) {
            throw new AssertionError(reason);
        }
    }

    /** What was reported of a level. */
    private Tally line(String level) {
        String line = said.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(said -> said.startsWith(level))
                .findFirst()
                .orElseThrow();
        String[] numbers = line.substring(level.length()).strip().split("\\s+", -1);
        return new Tally(Long.parseLong(numbers[0]), Long.parseLong(numbers[1]), Long.parseLong(numbers[2]));
    }

    @Test
    void theShippedFileCanBeReadAndItsSearchFitsIt() throws Exception {
        Path pages = Path.of("..", "deploy", "pages");
        var search = SearchFile.read(pages.resolve("filter-search.yaml"), List.of());
        var settings = new ArrayList<String>();
        search.settings().settings(1, List.of()).forEach((key, value) -> settings.add(key + "=" + value));
        var recipe = TreesFile.read(pages.resolve(search.recipe()), settings);
        assertThat(recipe.filter().libraries(1, 7)).hasSize(2);
        assertThat(recipe.secondLevel().lightgbm().scalePosWeight()).isEqualTo(1.2);
    }

    @Test
    void aBoxIsTheTrueOneThatItOverlapsMost() {
        // The golden vector of the +1 convention: 66 of 176 pixels.
        var box = CharacterBox.found(1, 0, 0, 10, 10);
        assertThat(TrueClasses.overlap(box, CharacterBox.found(1, 5, 0, 10, 10)))
                .isEqualTo(0.375);
        var truth = List.of(
                new CharacterBox("U+3042", 1, 3, 0, 10, 10),
                new CharacterBox("U+3044", 1, 1, 0, 10, 10),
                new CharacterBox("U+3046", 1, 100, 0, 10, 10));
        assertThat(TrueClasses.of(List.of(box, CharacterBox.found(1, 95, 0, 10, 10)), truth))
                .containsExactly("U+3044", PageRules.FALSE_POSITIVE);
    }

    @Test
    void aBookIsOfOneFold() {
        int[] folds = PageFolds.of(PAGES, 3);
        for (int page = 0; page < folds.length; page += 2) {
            assertThat(folds[page]).isEqualTo(folds[page + 1]);
        }
        assertThat(folds).contains(0, 1, 2);
        assertThatThrownBy(() -> PageFolds.of(PAGES.subList(0, 2), 3)).hasMessageContaining("at least two groups");
    }

    @Test
    void choicesThatAreAsGoodLeaveThingsAsTheyAre() {
        assertThat(Choice.best(Choice.BIASES, bias -> 1)).isZero();
        assertThat(Choice.best(Choice.THRESHOLDS, threshold -> 1)).isEqualTo(0.5);
        assertThat(Choice.best(Choice.BIASES, bias -> bias)).isEqualTo(4);
        assertThat(Choice.best(Choice.THRESHOLDS, threshold -> -threshold)).isEqualTo(0.05);
    }
}
