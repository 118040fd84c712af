package io.kawara.messaging;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.ServiceLoader;

/**
 * Files under the SHA-256 of their content, on one {@link Shelf}: {@code ab/abcd...}.
 *
 * <p>A file is there whole or not at all, also for other processes on the same shelf; what is there never changes. Safe for many threads.
 */
public final class BlobStore {
    /** In front of the hash where a blob is named in a header. */
    public static final String SCHEME = "blob:";

    /** A file is not what its name says. */
    public static final class Damaged extends IOException {
        private static final long serialVersionUID = 1;

        Damaged(String message) {
            super(message);
        }
    }

    private static final int BUFFER = 1 << 16;

    private final Shelf shelf;

    public BlobStore(Shelf shelf) {
        this.shelf = shelf;
    }

    public BlobStore(Path folder) {
        this(new FolderShelf(folder));
    }

    /**
     * The store at a place: a folder, or what a library on the class path opens, such as {@code s3://bucket/prefix}.
     *
     * @throws IllegalArgumentException if no library opens it
     */
    public static BlobStore at(String place) {
        int scheme = place.indexOf("://");
        if (scheme < 0) {
            return new BlobStore(Path.of(place));
        }
        for (var kind : ServiceLoader.load(Shelf.Kind.class, BlobStore.class.getClassLoader())) {
            if (place.startsWith(kind.scheme())) {
                return new BlobStore(kind.open(place));
            }
        }
        throw new IllegalArgumentException("no library here opens the blob store " + place
                + ": 'kawara.blobs' is a folder, or s3://BUCKET/PREFIX");
    }

    /** Where the files lie. */
    public Shelf shelf() {
        return shelf;
    }

    /** Keeps a copy of {@code file} and returns its SHA-256 in hex. */
    public String put(Path file) throws IOException {
        MessageDigest digest = sha256();
        try (InputStream in = Files.newInputStream(file)) {
            var buffer = new byte[BUFFER];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        String hash = HexFormat.of().formatHex(digest.digest());
        if (!isHere(hash, Files.size(file))) {
            shelf.put(name(hash), file);
        }
        return hash;
    }

    public String put(byte[] content) throws IOException {
        String hash = HexFormat.of().formatHex(sha256().digest(content));
        if (!isHere(hash, content.length)) {
            shelf.put(name(hash), content);
        }
        return hash;
    }

    /** Whether all of it is; what was damaged is put there anew. */
    private boolean isHere(String hash, long size) throws IOException {
        var there = shelf.size(name(hash));
        return there.isPresent() && there.getAsLong() == size;
    }

    /** How many bytes the file with that content has; empty where it is not here. */
    public OptionalLong size(String sha256) throws IOException {
        return shelf.size(name(sha256));
    }

    /** The file with that content, if it is here. */
    public Optional<Path> find(String sha256) {
        try {
            return shelf.find(name(sha256));
        } catch (IOException e) {
            throw new UncheckedIOException("the blob store " + shelf + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * The content, checked against its hash.
     *
     * @throws Damaged if it is not what its name says
     * @throws IOException if it is not here
     */
    public byte[] read(String sha256) throws IOException {
        byte[] content = shelf.read(name(sha256))
                .orElseThrow(() -> new IOException("blob " + sha256 + " is not in the blob store " + shelf));
        String actual = HexFormat.of().formatHex(sha256().digest(content));
        if (!actual.equals(sha256)) {
            throw new Damaged("blob " + sha256 + " is damaged: its content has the hash " + actual);
        }
        return content;
    }

    /** Removes the file with that content, if it is here. */
    public void delete(String sha256) throws IOException {
        shelf.delete(name(sha256));
    }

    /** What the file with that content is or would be called. */
    private static String name(String sha256) {
        if (!sha256.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("not a SHA-256 in hex: " + sha256);
        }
        return sha256.substring(0, 2) + "/" + sha256;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
