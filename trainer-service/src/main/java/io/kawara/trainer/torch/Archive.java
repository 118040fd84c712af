package io.kawara.trainer.torch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Packs a TorchScript program as {@code torch.jit.load} reads it: a zip of source code and two empty pickles. */
final class Archive {
    /** {@code PROTO 2; GLOBAL __torch__.Ops; an instance of it without state; STOP}. */
    private static final byte[] OPS = "\u0080\u0002c__torch__\nOps\nq\u0000)\u0081}bq\u0001.".getBytes(ISO_8859_1);
    /** {@code PROTO 2; the empty tuple; STOP}. */
    private static final byte[] NO_CONSTANTS = "\u0080\u0002).".getBytes(ISO_8859_1);

    private Archive() {}

    /** The archive of a source whose one class is called {@code Ops} and holds no tensors. */
    static byte[] of(String source) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            store(zip, "m/data.pkl", OPS);
            store(zip, "m/code/__torch__.py", source.getBytes(UTF_8));
            store(zip, "m/constants.pkl", NO_CONSTANTS);
            store(zip, "m/version", "10\n".getBytes(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("a zip in memory could not be written", e);
        }
        return bytes.toByteArray();
    }

    /** libtorch maps the entries, so they may not be compressed. */
    private static void store(ZipOutputStream zip, String name, byte[] content) throws IOException {
        var crc = new CRC32();
        crc.update(content);
        var entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }
}
