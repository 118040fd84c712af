package io.kawara.trainer.data;

import io.kawara.vision.Image;
import java.io.IOException;
import java.nio.file.Path;

/** What a row shows, wherever its pixels come from. Thread-safe; nothing is kept decoded. */
public interface Picture {
    /** A picture that lies in a file of its own. */
    static Picture of(Path file) {
        return new PictureFile(file);
    }

    /** The pixels, upright; the caller closes them. A picture that cannot be decoded is an {@link IllegalArgumentException} that names it. */
    Image decoded() throws IOException;

    /** The picture as a file that a service can be sent. */
    byte[] bytes() throws IOException;

    /** SHA-256, in hex, of what is shown: equal pictures have equal ones. */
    String sha256() throws IOException;

    /** Where the picture lies, for whoever has to mend it. */
    @Override
    String toString();
}
