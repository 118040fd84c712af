package io.kawara.serving;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Files by the hash of their content: {@code <first two hex digits>/<sha256>} below a folder.
 *
 * <p>A file appears whole or not at all, and never changes. Safe for many threads and processes.
 */
public final class BlobStore {
    private final Path folder;

    public BlobStore(Path folder) {
        this.folder = folder;
    }

    /** Stores {@code content} and returns its hash. */
    public String put(byte[] content) throws IOException {
        var sha256 = sha256(ByteBuffer.wrap(content));
        if (!holds(sha256)) {
            write(path(sha256), out -> out.write(content));
        }
        return sha256;
    }

    /** Stores a file's content and returns its hash. */
    public String put(Path file) throws IOException {
        var sha256 = sha256(file);
        if (!holds(sha256)) {
            write(path(sha256), out -> Files.copy(file, out));
        }
        return sha256;
    }

    /** Whether the blob is there, unharmed. */
    public boolean holds(String sha256) throws IOException {
        try {
            return sha256(path(sha256)).equals(sha256);
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** Where the blob lies, whether or not it is there; its content is not verified. */
    public Path path(String sha256) {
        if (!sha256.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("not a sha256 of 64 hex digits: " + sha256);
        }
        return folder.resolve(sha256.substring(0, 2)).resolve(sha256);
    }

    /**
     * The blob's content.
     *
     * @param most larger blobs are refused
     * @throws NoSuchFileException if it is not there
     * @throws IOException if it is larger than {@code most} or is not what its name says
     */
    public byte[] read(String sha256, int most) throws IOException {
        byte[] content;
        try (InputStream in = Files.newInputStream(path(sha256))) {
            content = in.readNBytes(most);
            if (in.read() >= 0) {
                throw new IOException("the blob " + sha256 + " has more than " + most + " bytes");
            }
        }
        verify(sha256, ByteBuffer.wrap(content));
        return content;
    }

    /** Throws if {@code content} is not what {@code sha256} says. */
    static void verify(String sha256, ByteBuffer content) throws IOException {
        var actual = sha256(content);
        if (!actual.equals(sha256)) {
            throw new IOException("the blob " + sha256 + " is damaged or was exchanged: its sha256 is " + actual);
        }
    }

    private static String sha256(ByteBuffer content) {
        var digest = digest();
        digest.update(content.duplicate());
        return HexFormat.of().formatHex(digest.digest());
    }

    private static String sha256(Path file) throws IOException {
        var digest = digest();
        try (var in = Files.newInputStream(file)) {
            var chunk = new byte[1 << 16];
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                digest.update(chunk, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }

    private interface Writing {
        void to(OutputStream out) throws IOException;
    }

    private void write(Path path, Writing writing) throws IOException {
        Files.createDirectories(path.getParent());
        var part = Files.createTempFile(path.getParent(), ".part-", null);
        try {
            try (var out = Files.newOutputStream(part)) {
                writing.to(out);
            }
            Files.move(part, path, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
