package io.kawara.trainer.synthesize;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.plugins.jpeg.JPEGImageWriteParam;
import javax.imageio.stream.FileImageOutputStream;

/**
 * Draws printed slips of invented merchants. The same seed and place give the same slip on the same fonts; merchants take turns.
 *
 * <p>Needs Java's logical fonts (Debian: {@code fonts-dejavu-core}), no screen.
 */
public final class SlipGenerator {
    private static final float QUALITY = 0.72f;

    private final List<Merchant> merchants = Merchant.all();
    private final long seed;

    public SlipGenerator(long seed) {
        this.seed = seed;
    }

    /** The merchants' names. */
    public List<String> merchants() {
        return merchants.stream().map(Merchant::name).toList();
    }

    /** The slip at a place, counted from 0. */
    public Slip draw(int place) {
        // Each slip has a source of its own, so that a place does not depend on how many came before it.
        var random = new SplittableRandom(seed * 1_000_003 + place);
        var merchant = merchants.get(place % merchants.size());
        var paper = new SlipPrinter(merchant, random.split()).print();
        var photo = new Photographer(random.split()).photograph(paper);
        return new Slip(String.format(Locale.ROOT, "slip-%05d", place), merchant.name(), photo);
    }

    /** Writes {@code images/ID.jpg} and {@code labels.csv} (id, merchant); {@code progress} hears how many are done. */
    public void write(Path folder, int count, IntConsumer progress) throws IOException {
        Files.createDirectories(folder.resolve("images"));
        try (var table = Files.newBufferedWriter(folder.resolve("labels.csv"), UTF_8)) {
            table.write("id,merchant\n");
            for (int place = 0; place < count; place++) {
                var slip = draw(place);
                jpeg(slip.photo(), folder.resolve("images").resolve(slip.id() + ".jpg"));
                table.write(slip.id() + "," + slip.merchant() + "\n");
                progress.accept(place + 1);
            }
        }
    }

    private static void jpeg(BufferedImage photo, Path file) throws IOException {
        Files.deleteIfExists(file);
        var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (var out = new FileImageOutputStream(file.toFile())) {
            var quality = new JPEGImageWriteParam(Locale.ROOT);
            quality.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            quality.setCompressionQuality(QUALITY);
            writer.setOutput(out);
            writer.write(null, new IIOImage(photo, null, null), quality);
        } finally {
            writer.dispose();
        }
    }
}
