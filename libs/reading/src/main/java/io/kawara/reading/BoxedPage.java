package io.kawara.reading;

import io.kawara.contracts.CharacterBox;
import io.kawara.vision.Image;
import io.kawara.vision.PageCleaning;
import java.util.List;

/** A page and the boxes in which characters were found. Closes the page with itself; may be read by many threads. */
public final class BoxedPage implements AutoCloseable {
    private final Image page;
    private final List<CharacterBox> boxes;
    private Image cleaned;

    /** @param page RGB, which this object closes */
    public BoxedPage(Image page, List<CharacterBox> boxes) {
        this.page = page;
        this.boxes = List.copyOf(boxes);
    }

    public Image page() {
        return page;
    }

    public List<CharacterBox> boxes() {
        return boxes;
    }

    /** The page as {@link PageCleaning} leaves it, made when it is first asked for, and closed with this. */
    public synchronized Image cleaned() {
        if (cleaned == null) {
            cleaned = PageCleaning.cleaned(page);
        }
        return cleaned;
    }

    @Override
    public synchronized void close() {
        page.close();
        if (cleaned != null) {
            cleaned.close();
        }
    }
}
