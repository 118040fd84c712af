package io.kawara.trainer.augment;

import io.kawara.serving.ImageInput;
import io.kawara.trainer.data.DataSet;
import io.kawara.trainer.data.Row;
import io.kawara.trainer.transform.Raster;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Rows' pictures at one size, each decoded when it is first asked for. As many are kept as the memory allows; the others are decoded anew each time.
 * Thread-safe: whoever asks decodes.
 */
final class KeptPictures {
    private final List<Row> rows;
    private final ImageInput input;
    private final int width;
    private final int height;
    private final AtomicReferenceArray<Raster> kept;
    private final AtomicLong bytesLeft;

    /** @param bytes of pixels that are kept at most */
    KeptPictures(DataSet data, ImageInput input, int width, int height, long bytes) {
        this.rows = data.rows();
        this.input = input;
        this.width = width;
        this.height = height;
        this.kept = new AtomicReferenceArray<>(rows.size());
        this.bytesLeft = new AtomicLong(bytes);
    }

    int size() {
        return rows.size();
    }

    Raster at(int row) throws IOException {
        var known = kept.get(row);
        if (known != null) {
            return known;
        }
        var picture = new Raster(width, height, input.channels(), Pictures.at(rows.get(row), input, width, height));
        if (bytesLeft.addAndGet(-picture.pixels().length) >= 0) {
            if (!kept.compareAndSet(row, null, picture)) {
                bytesLeft.addAndGet(picture.pixels().length); // another worker was first
            }
        } else {
            bytesLeft.addAndGet(picture.pixels().length);
        }
        return picture;
    }

    /** How many pictures are in memory. */
    int inMemory() {
        int count = 0;
        for (int row = 0; row < kept.length(); row++) {
            count += kept.get(row) == null ? 0 : 1;
        }
        return count;
    }
}
