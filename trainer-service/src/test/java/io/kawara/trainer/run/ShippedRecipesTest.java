package io.kawara.trainer.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.kawara.contracts.Stage;
import io.kawara.contracts.Task;
import io.kawara.serving.CropRule;
import io.kawara.serving.ModelCard;
import io.kawara.serving.OnnxFile;
import io.kawara.trainer.data.LabelledData;
import io.kawara.trainer.recipe.PipelineFile;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every recipe under deploy/ can be read, and the winners' recipes train from end to end: small, on data drawn here. */
class ShippedRecipesTest {
    private static final Path DEPLOY = Path.of("..", "deploy");
    private static final List<String> COLOURS = List.of("blue", "red");
    private static final String[] SMALL = {"train.epochs=1", "train.batchSize=8", "split.folds=2"};

    @TempDir
    private Path parent;

    private Path folder;

    @BeforeEach
    void makeDataFolder() throws IOException {
        folder = Files.createDirectory(parent.resolve("data"));
    }

    static Stream<Path> recipes() throws IOException {
        try (var files = Files.list(DEPLOY.resolve("recipes"))) {
            return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList().stream();
        }
    }

    static Stream<Path> pipelines() throws IOException {
        try (var files = Files.list(DEPLOY.resolve("pipelines"))) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void recipesCanBeRead(Path recipe) throws IOException {
        assertThat(new FileTraining(recipe, List.of()).name()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("pipelines")
    void pipelinesAndTheirRecipesCanBeRead(Path pipeline) throws IOException {
        var file = PipelineFile.read(pipeline);
        if (file.task() == Task.PAGES) {
            assertThat(file.contract().members(Stage.DETECTOR)).isNotEmpty(); // their models are trained one by one
        } else {
            assertThat(file.recipes(pipeline, List.of())).isNotEmpty();
        }
    }

    @Test
    void adsByTheirPicture() throws Exception {
        drawFolders(12);
        train("s1-image", "input.size=32", "options.width=4");
    }

    @Test
    void adsByTheirPictureFromAnEnsemble() throws Exception {
        drawFolders(12);
        Path unlabelled = Files.createDirectory(parent.resolve("unlabelled"));
        for (int i = 0; i < 4; i++) {
            draw(unlabelled.resolve(i + ".png"), i, 0, 16, 16);
        }
        write("ensemble.csv", "id,blue,red", "0.png,0.9,0.1", "1.png,0.2,0.8", "2.png,0.7,0.3", "3.png,0.45,0.55");
        train("s1-image-distilled", "input.size=32", "options.width=4", "data.pseudo.minimum=0.6");
    }

    @ParameterizedTest
    @ValueSource(strings = {"s1-text", "s1-text-distilled"})
    void adsByTheirWords(String recipe) throws Exception {
        write(
                "labels.csv",
                "id,label,text",
                row -> "%d,%s,\"%s %d\n%s\"".formatted(row, colour(row), colour(row), row, "sale"));
        write("teacher.csv", "id,blue,red", row -> "%d,%s".formatted(row, row % 2 == 0 ? "0.8,0.2" : "0.3,0.7"));
        train(
                recipe,
                "data.format=csv",
                "data.image=''",
                "data.text=[text]",
                "data.ocr=null",
                "options.width=16",
                "tokenizer.maxTokens=32",
                recipe.endsWith("distilled") ? "loss.teacher=" + folder.resolve("teacher.csv") : "loss.temperature=1");
    }

    @Test
    void titlesByCountsAndRegression() throws Exception {
        write("train.tsv", "label\ttext", row -> "%s\t%s no. %d".formatted(colour(row), colour(row), row));
        train("news-titles", "tokenizer.buckets=512");
    }

    @Test
    void charactersCutOutOfPages() throws Exception {
        Files.createDirectory(folder.resolve("images"));
        var pages = IntStream.range(0, 6)
                .mapToObj(page -> (page < 2 ? "200015779_" : "brsk_") + page)
                .toList();
        for (int page = 0; page < pages.size(); page++) {
            draw(folder.resolve("images").resolve(pages.get(page) + ".jpg"), page, 0, 64, 64);
        }
        write(
                "train.csv",
                "image_id,labels",
                row -> row >= pages.size()
                        ? null
                        : pages.get(row) + ",U+306F 2 3 20 24 U+306E 30 30 18 20 U+306F 40 4 16 18 U+306E 4 40 20 18");
        var card = train("s3-characters", "input.size=32", "options.width=4", "testTimeAugmentation=[seven-crop@36]");

        // As in training, which is not what they did: theirs were cut wider when they were read.
        assertThat(card.crop()).isEqualTo(new CropRule(0.05, CropRule.Of.EACH_SIDE));
    }

    private ModelCard train(String recipe, String... settings) throws Exception {
        var file = DEPLOY.resolve("recipes").resolve(recipe + ".yaml");
        var all = Stream.concat(Stream.of(SMALL), Stream.of(settings)).toList();
        var training = new FileTraining(file, all);
        var run = RunFolder.next(parent.resolve("runs"), training.name());
        var said = new ByteArrayOutputStream();
        training.train(
                new LabelledData(parent, parent, line -> {}),
                folder,
                run,
                false,
                false,
                new Console(new PrintStream(said, true, UTF_8), false));
        var card = OnnxFile.map(run.model(training.name())).card();
        assertThat(card.labels()).hasSize(2);
        assertThat(said.toString(UTF_8)).contains("epoch 1/1");
        return card;
    }

    private static String colour(int row) {
        return COLOURS.get(row % 2);
    }

    private void drawFolders(int each) throws IOException {
        for (int label = 0; label < 2; label++) {
            Path pictures = Files.createDirectory(folder.resolve(COLOURS.get(label)));
            for (int i = 0; i < each; i++) {
                draw(pictures.resolve(i + ".png"), i, label * 200, 24, 20);
            }
        }
    }

    /** No two numbers give the same picture. */
    private static void draw(Path file, int number, int red, int width, int height) throws IOException {
        var picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < width; x++) {
            for (int y = 0; y < height; y++) {
                picture.setRGB(x, y, new Color(red, x * 255 / width, (number * 37 + y * 3) % 256).getRGB());
            }
        }
        String name = file.toString();
        ImageIO.write(picture, name.substring(name.lastIndexOf('.') + 1), file.toFile());
    }

    private interface Line {
        String of(int row);
    }

    private void write(String file, String head, Line line) throws IOException {
        String rows = IntStream.range(0, 24)
                .mapToObj(line::of)
                .filter(row -> row != null)
                .collect(joining("\n"));
        Files.writeString(folder.resolve(file), head + "\n" + rows + "\n");
    }

    private void write(String file, String... lines) throws IOException {
        Files.write(folder.resolve(file), List.of(lines));
    }
}
