package io.kawara.trainer.journal;

import java.awt.Color;
import java.awt.GraphicsEnvironment;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/** Draws a training's epochs: the loss on the left, what was measured on the right. */
final class Curves {
    private static final int WIDTH = 520;
    private static final int HEIGHT = 360;
    private static final List<String> NOT_MEASURED =
            List.of(CsvLog.STEP, "epoch", "loss", "rate", "examplesPerSecond", "dataWait");

    private static final boolean FONTS = hasFonts();

    /** Draws the table of a {@link Journal}'s epochs, whole or not at all; draws nothing where the machine has no font to write with. */
    static void draw(Path table, Path picture) throws IOException {
        if (!FONTS) {
            return;
        }
        var columns = CsvLog.read(table);
        Map<String, List<Double>> measured = new LinkedHashMap<>(columns);
        measured.keySet().removeAll(NOT_MEASURED);
        var epochs = columns.get("epoch");
        var charts = List.of(
                new Chart("loss", epochs, Map.of("mean loss of the epoch", columns.get("loss"))),
                new Chart("metrics", epochs, measured));
        var image = new BufferedImage(WIDTH * charts.size(), HEIGHT, BufferedImage.TYPE_INT_RGB);
        var graphics = image.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        for (Chart chart : charts) {
            chart.draw(graphics, WIDTH, HEIGHT);
            graphics.translate(WIDTH, 0);
        }
        graphics.dispose();
        var written = picture.resolveSibling("curves.part");
        try (var out = Files.newOutputStream(written)) {
            ImageIO.write(image, "png", out);
        }
        Files.move(written, picture, StandardCopyOption.ATOMIC_MOVE);
    }

    private static boolean hasFonts() {
        try {
            return GraphicsEnvironment.getLocalGraphicsEnvironment().getAvailableFontFamilyNames().length > 0;
        } catch (RuntimeException | LinkageError | InternalError e) {
            return false; // a small image of an operating system has neither fonts nor fontconfig
        }
    }

    private Curves() {}
}
