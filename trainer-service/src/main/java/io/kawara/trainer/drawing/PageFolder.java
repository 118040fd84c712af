package io.kawara.trainer.drawing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kawara.trainer.pages.PageTable;
import java.awt.image.BufferedImage;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.plugins.jpeg.JPEGImageWriteParam;
import javax.imageio.stream.FileImageOutputStream;

/**
 * Writes pages: {@code images/NNNNN.jpg}, {@code train.csv} as the competition's (image_id and labels: {@code U+XXXX x y w h} in reading order) and {@code
 * boxes.csv}, every character with its block, line, place in the reading order and kind.
 */
public final class PageFolder {
    public static final String TRAIN = "train.csv";
    public static final String BOXES = "boxes.csv";

    private static final int AT_ONCE = 64;

    private final PageGenerator generator;
    private final Path folder;
    private final boolean everything;

    /**
     * Writes into a folder, which need not be there yet.
     *
     * @param everything whether {@code train.csv} holds furigana and page numbers as well
     */
    public PageFolder(PageGenerator generator, Path folder, boolean everything) {
        this.generator = generator;
        this.folder = folder;
        this.everything = everything;
    }

    /**
     * Writes pages on all cores.
     *
     * @param first the number of the first page
     * @param progress hears how many are done
     * @return how many characters {@code train.csv} holds
     */
    public long write(int first, int count, IntConsumer progress) throws IOException {
        Files.createDirectories(folder.resolve("images"));
        var done = new AtomicInteger();
        long labelled = 0;
        try (var train = Files.newBufferedWriter(folder.resolve(TRAIN), UTF_8);
                var boxes = Files.newBufferedWriter(folder.resolve(BOXES), UTF_8)) {
            train.write(PageTable.HEADER + "\n");
            boxes.write("image,unicode,char,x,y,w,h,block,char_id,book,line,kind\n");
            // Portions, so that the characters of a million pages need not be in memory together.
            for (int from = 0; from < count; from += AT_ONCE) {
                int start = first + from;
                var pages = IntStream.range(start, start + Math.min(AT_ONCE, count - from))
                        .parallel()
                        .mapToObj(number -> drawn(number, () -> progress.accept(done.incrementAndGet())))
                        .toList();
                for (var page : pages) {
                    labelled += rows(page, train, boxes);
                }
            }
        } catch (UncheckedIOException e) {
            throw new IOException("pages could not be written to " + folder + ": " + e.getMessage(), e);
        }
        return labelled;
    }

    /** A page without its picture, which is on the disk. */
    private Page drawn(int number, Runnable done) {
        var page = generator.draw(number);
        try {
            jpeg(page.image(), page.quality(), folder.resolve("images").resolve(page.id() + ".jpg"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        done.run();
        return new Page(page.id(), page.book(), null, page.characters(), page.quality());
    }

    private long rows(Page page, BufferedWriter train, BufferedWriter boxes) throws IOException {
        var labelled = page.characters().stream()
                .filter(character -> everything || character.kind().isTranscribed())
                .map(PageCharacter::box)
                .toList();
        train.write(PageTable.line(page.id(), labelled) + "\n");
        for (var at : page.characters()) {
            boxes.write(String.format(
                    Locale.ROOT,
                    "%s.jpg,%s,%s,%d,%d,%d,%d,B%04d,C%04d,%d,%d,%s\n",
                    page.id(),
                    at.box().code(),
                    Character.toString(at.code()),
                    at.x(),
                    at.y(),
                    at.w(),
                    at.h(),
                    at.block(),
                    at.order(),
                    page.book(),
                    at.line(),
                    at.kind().name().toLowerCase(Locale.ROOT)));
        }
        return labelled.size();
    }

    private static void jpeg(BufferedImage image, int quality, Path file) throws IOException {
        Files.deleteIfExists(file);
        var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (var out = new FileImageOutputStream(file.toFile())) {
            var options = new JPEGImageWriteParam(Locale.ROOT);
            options.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            options.setCompressionQuality(quality / 100f);
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), options);
        } finally {
            writer.dispose();
        }
    }
}
