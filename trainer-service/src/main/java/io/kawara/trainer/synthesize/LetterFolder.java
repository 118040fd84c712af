package io.kawara.trainer.synthesize;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** Writes pictures of letters as the competition did: {@code NNNNN.png} and {@code answers.csv} (index, then a 0 or 1 for each of a to z). */
public final class LetterFolder {
    /** The table's name. */
    public static final String ANSWERS = "answers.csv";

    private final LetterGenerator generator;
    private final Path folder;

    public LetterFolder(LetterGenerator generator, Path folder) {
        this.generator = generator;
        this.folder = folder;
    }

    /**
     * Writes pictures on all cores.
     *
     * @param first the number of the first picture
     * @param progress hears how many are done
     */
    public void write(int first, int count, IntConsumer progress) throws IOException {
        Files.createDirectories(folder);
        var rows = new String[count];
        var done = new AtomicInteger();
        try {
            IntStream.range(0, count).parallel().forEach(i -> {
                rows[i] = picture(first + i);
                progress.accept(done.incrementAndGet());
            });
        } catch (UncheckedIOException e) {
            throw new IOException("pictures could not be written to " + folder + ": " + e.getMessage(), e);
        }
        try (var table = Files.newBufferedWriter(folder.resolve(ANSWERS), UTF_8)) {
            table.write("index," + String.join(",", Glyphs.names()) + "\n");
            for (String row : rows) {
                table.write(row);
            }
        }
    }

    private String picture(int number) {
        var picture = generator.draw(number);
        var index = String.format(Locale.ROOT, "%05d", number);
        try {
            Files.write(
                    folder.resolve(index + ".png"), GreyPng.bytes(picture.side(), picture.side(), picture.pixels()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var row = new StringBuilder(index);
        for (int answer : picture.answers()) {
            row.append(',').append(answer);
        }
        return row.append('\n').toString();
    }
}
