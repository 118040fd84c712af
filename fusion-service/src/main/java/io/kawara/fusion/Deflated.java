package io.kawara.fusion;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * Packs what lies on the shelves, for all open cases are in memory: one that has a vote on 23 labels takes 1.6 kB as JSON, 0.6 kB deflated.
 *
 * <p>Holds native memory until it is closed. Not safe for several threads.
 */
final class Deflated implements AutoCloseable {
    private final Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
    private final Inflater inflater = new Inflater(true);

    byte[] pack(byte[] bytes) {
        deflater.reset();
        var packed = new ByteArrayOutputStream();
        try (var out = new DeflaterOutputStream(packed, deflater)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    byte[] unpack(byte[] packed) {
        inflater.reset();
        try (var in = new InflaterInputStream(new ByteArrayInputStream(packed), inflater)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        deflater.end();
        inflater.end();
    }
}
