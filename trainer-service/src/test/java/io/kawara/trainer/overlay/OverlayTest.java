package io.kawara.trainer.overlay;

import static org.assertj.core.api.Assertions.assertThat;

import io.kawara.contracts.CharacterBox;
import io.kawara.trainer.drawing.PageFonts;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class OverlayTest {
    private static final int PAPER = new Color(235, 225, 200).getRGB();

    @Test
    void drawsABoxInTheColourOfItsConfidence() {
        var picture = new Overlay(null, false)
                .draw(
                        paper(700, 340),
                        List.of(
                                new CharacterBox("U+4EBA", 0.99, 40, 40, 240, 240),
                                new CharacterBox("U+4EBA", 0.3, 400, 40, 240, 240)));

        assertThat(new Color(picture.getRGB(40, 100))).isEqualTo(Confidence.SURE.colour);
        assertThat(new Color(picture.getRGB(400, 100))).isEqualTo(Confidence.UNLIKELY.colour);
        assertThat(picture.getRGB(160, 100)).isEqualTo(PAPER);
    }

    @Test
    void dashesWhatIsNotRead() {
        var read = new Overlay(null, false).draw(paper(300, 200), List.of(box("U+4EBA", 0.99, 40)));
        var found = new Overlay(null, false).draw(paper(300, 200), List.of(box("", 0.99, 40)));

        assertThat(colouredOn(found)).isBetween(1L, colouredOn(read) * 3 / 4);
    }

    @Test
    void drawsTheCharacterBesideItsBox() {
        var page = paper(300, 200);
        var picture = new Overlay(fonts(), false).draw(page, List.of(box("U+4EBA", 0.99, 40)));

        var beside = IntStream.range(110, 150)
                .mapToObj(x -> new Color(picture.getRGB(x, 100)))
                .toList();
        assertThat(beside).contains(Confidence.SURE.colour);
    }

    @Test
    void drawsThePageAsItIsWhereThereAreNoCharacters() {
        var picture = new Overlay(null, true).draw(paper(300, 200), List.of());

        assertThat(picture.getWidth()).isEqualTo(300);
        assertThat(picture.getRGB(0, 0, 300, 200, null, 0, 300)).containsOnly(PAPER);
    }

    @Test
    void drawsTwentyThousandBoxesAlsoBeyondThePage() {
        var characters = IntStream.range(0, 20_000)
                .mapToObj(i -> new CharacterBox("U+4EBA", 0.7, i % 200 * 10 - 50, i / 200 * 10 - 50, 8, 8))
                .toList();

        var picture = new Overlay(null, true).draw(paper(1000, 800), characters);

        assertThat(colouredOn(picture)).isPositive();
    }

    @Test
    void hasTheColoursOfTheGatewaysPage() throws IOException {
        var page = Path.of("..", "gateway-service/src/main/resources/META-INF/resources/colours.js");
        Assumptions.assumeTrue(Files.exists(page), "the gateway's sources are not beside the trainer's");
        String source = Files.readString(page);

        for (Confidence step : Confidence.values()) {
            assertThat(source)
                    .contains("from: %s, name: '%s', colour: '#%06x', width: %s"
                            .formatted(
                                    step.from == 0 ? "0" : step.from,
                                    step.title,
                                    step.colour.getRGB() & 0xffffff,
                                    step.width));
        }
    }

    private static PageFonts fonts() {
        try {
            return PageFonts.installed();
        } catch (IllegalArgumentException e) {
            return Assumptions.abort("skipped: " + e.getMessage());
        }
    }

    private static CharacterBox box(String code, double score, int x) {
        return new CharacterBox(code, score, x, 70, 60, 60);
    }

    private static BufferedImage paper(int width, int height) {
        var page = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var graphics = page.createGraphics();
        graphics.setColor(new Color(PAPER));
        graphics.fillRect(0, 0, width, height);
        graphics.dispose();
        return page;
    }

    /** Pixels above the legend that are not paper. */
    private static long colouredOn(BufferedImage picture) {
        int height = picture.getHeight() - 24;
        return IntStream.of(picture.getRGB(0, 0, picture.getWidth(), height, null, 0, picture.getWidth()))
                .filter(pixel -> pixel != PAPER)
                .count();
    }
}
