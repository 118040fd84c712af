package io.kawara.trainer;

import io.kawara.trainer.recipe.LetterKeys;
import io.kawara.trainer.run.Console;
import io.kawara.trainer.synthesize.GlyphFiles;
import io.kawara.trainer.synthesize.LetterFolder;
import io.kawara.trainer.synthesize.LetterGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code kawara synthesize letters}: pictures of letters strewn over noise, from single glyphs. */
@Command(
        name = "letters",
        description = "Pictures of letters strewn over noise, with which letters each holds.",
        mixinStandardHelpOptions = true)
final class SynthesizeLettersCommand implements Callable<Integer> {
    /** Which glyphs of each letter are drawn from. */
    enum Part {
        ALL,
        TRAIN,
        UNSEEN
    }

    private static final int SAID_EVERY = 100;

    @Option(
            names = "--glyphs",
            required = true,
            paramLabel = "PATH",
            description = "An idx file of images with its labels beside it, a CSV table (letter, 0 to 783), or a folder"
                    + " of pictures for each letter.")
    private Path glyphs;

    @Option(names = "--out", required = true, description = "The folder; gets NNNNN.png and answers.csv.")
    private Path out;

    @Option(names = "--count", defaultValue = "1000", description = "How many pictures (${DEFAULT-VALUE}).")
    private int count;

    @Option(names = "--first", defaultValue = "0", description = "The first picture's number (${DEFAULT-VALUE}).")
    private int first;

    @Option(names = "--seed", defaultValue = "42", description = "Other seeds give other pictures (${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--part",
            defaultValue = "all",
            description = "Draw from all glyphs, or of each letter from its first ones (train) or from the others"
                    + " (unseen).")
    private Part part;

    @Option(names = "--holdout", defaultValue = "0.2", description = "Which share is unseen (${DEFAULT-VALUE}).")
    private double holdout;

    @Option(
            names = "--canvas",
            defaultValue = "256",
            description = "Pixels of a side while drawing (${DEFAULT-VALUE}).")
    private int canvas;

    @Option(
            names = "--size",
            description = "Pixels of a picture's side, which divides the canvas; as the canvas if left out.")
    private Integer size;

    @Option(
            names = "--letters",
            defaultValue = "10..14",
            description = "How many different letters a picture holds (${DEFAULT-VALUE}).")
    private String letters;

    @Option(names = "--noise", defaultValue = "uniform", description = "uniform, gaussian or none (${DEFAULT-VALUE}).")
    private LetterKeys.Noise noise;

    @Option(names = "--noise-level", defaultValue = "255", description = "Its greatest grey level (${DEFAULT-VALUE}).")
    private int noiseLevel;

    @Option(names = "--scale", defaultValue = "1..2", description = "How much glyphs are enlarged (${DEFAULT-VALUE}).")
    private String scale;

    @Option(names = "--stretch", defaultValue = "1", description = "By how much their sides may differ in scale.")
    private double stretch;

    @Option(names = "--slant", defaultValue = "0", description = "Up to how many degrees they lean.")
    private double slant;

    @Option(names = "--faint", defaultValue = "0.3", description = "The share of faint letters (${DEFAULT-VALUE}).")
    private double faint;

    @Option(names = "--faintness", defaultValue = "0.3..0.7", description = "How faint they are (${DEFAULT-VALUE}).")
    private String faintness;

    @Option(
            names = "--dilate",
            defaultValue = "0.1",
            description = "The share of thickened letters (${DEFAULT-VALUE}).")
    private double dilate;

    @Option(
            names = "--dilate-by",
            defaultValue = "2..4",
            description = "Side of the square that thickens them, in pixels of the canvas (${DEFAULT-VALUE}).")
    private String dilateBy;

    @Override
    public Integer call() throws IOException {
        var keys = new LetterKeys(
                canvas,
                range(letters, Integer::valueOf),
                noise,
                noiseLevel,
                range(scale, Double::valueOf),
                stretch,
                slant,
                faint,
                range(faintness, Double::valueOf),
                dilate,
                range(dilateBy, Integer::valueOf));
        var all = GlyphFiles.read(glyphs);
        var chosen = switch (part) {
            case ALL -> all;
            case TRAIN -> all.training(holdout);
            case UNSEEN -> all.unseen(holdout);
        };
        var console = Console.standard();
        var generator = new LetterGenerator(chosen, keys, size == null ? canvas : size, seed);
        long start = System.nanoTime();
        new LetterFolder(generator, out).write(first, count, done -> {
            if (done % SAID_EVERY == 0) {
                console.passing("%d of %d pictures", done, count);
            }
        });
        console.clear();
        console.line(
                "%d pictures in %s, from %d glyphs, %.0f a second",
                count, out, chosen.size(), count / ((System.nanoTime() - start) * 1e-9));
        return 0;
    }

    private static <T> List<T> range(String written, Function<String, T> number) {
        return Bounds.parse(written, number, "10..14 or 0.3..0.7");
    }
}
