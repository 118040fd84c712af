package io.kawara.trainer;

import io.kawara.contracts.CharacterBox;
import io.kawara.contracts.Result;
import io.kawara.contracts.Status;
import io.kawara.messaging.InvalidMessage;
import io.kawara.messaging.Json;
import io.kawara.pages.Page;
import io.kawara.trainer.drawing.PageFonts;
import io.kawara.trainer.overlay.Overlay;
import io.kawara.trainer.overlay.PagePicture;
import io.kawara.trainer.pages.ImageSizes;
import io.kawara.trainer.pages.PageTable;
import io.kawara.trainer.run.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kawara overlay}: what was found and read on pages, drawn over them. */
@Command(
        name = "overlay",
        description = "Draw boxes and characters over a page, or over each page of a folder, coloured by confidence. No"
                + " stack needed.",
        mixinStandardHelpOptions = true)
final class OverlayCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "IMAGE", description = "A page's image, or a folder of them.")
    private Path image;

    @ArgGroup(multiplicity = "1")
    private Source source;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "PATH",
            description = "The picture, PNG or JPEG by its name; for a folder of pages a folder.")
    private Path out;

    @Option(names = "--order", description = "A line from each character to the next, as the answer or table has them.")
    private boolean order;

    @Option(names = "--boxes-only", description = "Boxes without characters; needs no fonts.")
    private boolean boxesOnly;

    @Option(names = "--fonts", paramLabel = "FOLDER", description = "Font files; else the machine's fonts.")
    private Path fonts;

    /** Where the characters are from. */
    private static final class Source {
        @Option(
                names = "--characters",
                paramLabel = "FILE.csv",
                description = "Characters as 'kawara pages' reads them; pages are found by their images' names.")
        private Path table;

        @Option(
                names = "--answer",
                paramLabel = "FILE.json",
                description = "An answer as the gateway gives it, such as from 'kawara send --json'.")
        private Path answer;
    }

    @Override
    public Integer call() throws IOException {
        var overlay =
                new Overlay(boxesOnly ? null : fonts == null ? PageFonts.installed() : PageFonts.below(fonts), order);
        return Files.isDirectory(image) ? folder(overlay) : one(overlay);
    }

    private int one(Overlay overlay) throws IOException {
        var characters = source.answer == null ? ofTable() : ofAnswer();
        PagePicture.write(overlay.draw(PagePicture.read(image), characters), out);
        Console.standard().line("%d characters on %s in %s", characters.size(), image.getFileName(), out);
        return 0;
    }

    private List<CharacterBox> ofTable() throws IOException {
        String id = PageTable.name(image.getFileName().toString());
        return PageTable.read(source.table, null).stream()
                .filter(page -> page.id().equals(id))
                .findFirst()
                .map(Page::characters)
                .orElseThrow(() -> new IllegalArgumentException(source.table + " has no page " + id));
    }

    private List<CharacterBox> ofAnswer() throws IOException {
        try {
            var answer = Json.read(Files.readAllBytes(source.answer), Result.class);
            if (answer.status() == Status.FAILED) {
                throw new IllegalArgumentException(source.answer + " is no answer to draw: " + answer.reason());
            }
            return answer.characters();
        } catch (InvalidMessage e) {
            throw new IllegalArgumentException(source.answer + ": " + e.getMessage(), e);
        }
    }

    private int folder(Overlay overlay) throws IOException {
        if (source.table == null) {
            throw new IllegalArgumentException("an answer is of one page: give its image, not the folder " + image);
        }
        var console = Console.standard();
        var images = ImageSizes.in(image);
        int drawn = 0;
        long characters = 0;
        var pages = PageTable.read(source.table, null);
        for (Page page : pages) {
            var file = images.file(page.id());
            if (file.isPresent()) {
                PagePicture.write(
                        overlay.draw(PagePicture.read(file.get()), page.characters()), out.resolve(page.id() + ".png"));
                characters += page.characters().size();
                console.passing("%d of %d pages", ++drawn, pages.size());
            }
        }
        console.clear();
        console.line("%d pages with %d characters in %s", drawn, characters, out);
        if (drawn < pages.size()) {
            console.line("%d pages of the table have no image in %s.", pages.size() - drawn, image);
        }
        return 0;
    }
}
