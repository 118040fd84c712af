package io.kawara.trainer.predict;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Answers on their way into a file: they lie in {@code NAME.KEY.part} beside it until all are there, so that a run that was killed can be gone on with
 * and nobody takes half a file for a whole one.
 */
final class AnswerFile implements AutoCloseable {
    private final Path file;
    private final Path part;
    private final FileChannel channel;
    private final List<String> kept;

    /**
     * Opens what there is, or begins.
     *
     * @param key names everything that the answers depend on: what was begun under another key is left alone
     * @param header the first line, or null
     * @param batch only whole batches of lines are gone on with
     */
    AnswerFile(Path file, String key, String header, int batch) throws IOException {
        this.file = file.toAbsolutePath();
        this.part = this.file.resolveSibling(this.file.getFileName() + "." + key + ".part");
        Files.createDirectories(this.file.getParent());
        this.kept = kept(header, batch);
        this.channel = FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var whole = new StringBuilder(header == null ? "" : header + "\n");
        kept.forEach(line -> whole.append(line).append('\n'));
        if (kept.isEmpty()) {
            channel.truncate(0);
            write(whole.toString());
        } else {
            channel.truncate(whole.toString().getBytes(UTF_8).length).position(channel.size());
        }
    }

    /** A short name for everything that answers depend on. */
    static String key(List<String> parts) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (String part : parts) {
                digest.update(part.getBytes(UTF_8));
                digest.update((byte) 0);
            }
            return HexFormat.of().formatHex(digest.digest()).substring(0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private List<String> kept(String header, int batch) throws IOException {
        if (!Files.exists(part)) {
            return List.of();
        }
        String text = Files.readString(part);
        var lines = text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
        int first = header == null ? 0 : 1;
        int answers = Math.max(0, lines.size() - first);
        return lines.isEmpty() ? List.of() : List.copyOf(lines.subList(first, first + answers / batch * batch));
    }

    /** The answers that were there already, in their order. */
    List<String> kept() {
        return kept;
    }

    void append(List<String> lines) throws IOException {
        write(String.join("\n", lines) + "\n");
    }

    private void write(String text) throws IOException {
        var bytes = ByteBuffer.wrap(text.getBytes(UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** All answers are there. */
    void finish() throws IOException {
        channel.close();
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
