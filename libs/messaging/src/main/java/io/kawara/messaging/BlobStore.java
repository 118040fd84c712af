package io.kawara.messaging;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Files under the SHA-256 of their content, in one folder: {@code ab/abcd...}.
 *
 * <p>A file is there whole or not at all, also for other processes on the same folder; what is there never changes. Safe for many threads.
 */
public final class BlobStore {
    /** In front of the hash where a blob is named in a header. */
    public static final String SCHEME = "blob:";

    private final Path folder;

    public BlobStore(Path folder) {
        this.folder = folder;
    }

    /** Keeps a copy of {@code file} and returns its SHA-256 in hex. */
    public String put(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return put(in);
        }
    }

    public String put(byte[] content) throws IOException {
        return put(new java.io.ByteArrayInputStream(content));
    }

    private String put(InputStream content) throws IOException {
        Files.createDirectories(folder);
        Path temporary = Files.createTempFile(folder, "incoming", null);
        try {
            MessageDigest digest = sha256();
            try (var in = new DigestInputStream(content, digest)) {
                Files.copy(in, temporary, StandardCopyOption.REPLACE_EXISTING);
            }
            String sha256 = HexFormat.of().formatHex(digest.digest());
            Path file = path(sha256);
            Files.createDirectories(file.getParent());
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
            return sha256;
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** The file with that content, if it is here. */
    public Optional<Path> find(String sha256) {
        return Optional.of(path(sha256)).filter(Files::isRegularFile);
    }

    /**
     * The content, checked against its hash.
     *
     * @throws IOException if it is not here or is not what its name says
     */
    public byte[] read(String sha256) throws IOException {
        byte[] content = Files.readAllBytes(path(sha256));
        String actual = HexFormat.of().formatHex(sha256().digest(content));
        if (!actual.equals(sha256)) {
            throw new IOException("blob " + sha256 + " is damaged: its content has the hash " + actual);
        }
        return content;
    }

    /** Removes the file with that content, if it is here. */
    public void delete(String sha256) throws IOException {
        Files.deleteIfExists(path(sha256));
    }

    /** Where the file with that content lies or would lie. */
    private Path path(String sha256) {
        if (!sha256.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("not a SHA-256 in hex: " + sha256);
        }
        return folder.resolve(sha256.substring(0, 2)).resolve(sha256);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
