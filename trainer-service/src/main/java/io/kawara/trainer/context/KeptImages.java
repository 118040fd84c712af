package io.kawara.trainer.context;

import io.kawara.vision.Image;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** Pages' images at full size, as many of them as the memory allows; the others are decoded anew each time. Thread-safe: whoever asks decodes. */
final class KeptImages {
    private final List<LearntPage> pages;
    private final AtomicReferenceArray<Image> kept;
    private final AtomicLong bytesLeft;

    /** @param bytes of pixels that are kept at most */
    KeptImages(List<LearntPage> pages, long bytes) {
        this.pages = pages;
        kept = new AtomicReferenceArray<>(pages.size());
        bytesLeft = new AtomicLong(bytes);
    }

    /** What is done with a page's image, which is not closed by it. */
    interface Use<T> {
        T of(Image image);
    }

    <T> T with(int page, Use<T> use) throws IOException {
        var known = kept.get(page);
        if (known != null) {
            return use.of(known);
        }
        Image decoded = pages.get(page).picture().decoded();
        boolean stays = false;
        try {
            if (bytesLeft.addAndGet(-decoded.size()) >= 0) {
                stays = kept.compareAndSet(page, null, decoded);
            }
            if (!stays) {
                bytesLeft.addAndGet(decoded.size());
            }
            return use.of(decoded);
        } finally {
            if (!stays) {
                decoded.close();
            }
        }
    }
}
