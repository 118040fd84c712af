package io.kawara.trainer.data;

import io.kawara.vision.Image;
import io.kawara.vision.ImageDecoder;
import io.kawara.vision.ImageLimits;
import io.kawara.vision.UndecodableImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/** A picture in a file of its own, decoded as the services decode it. */
final class PictureFile implements Picture {
    private final Path file;
    private volatile Hash known;

    /** What a file's bytes came to when it had this size and time. */
    private record Hash(long size, FileTime time, String sha256) {}

    PictureFile(Path file) {
        this.file = file;
    }

    Path file() {
        return file;
    }

    @Override
    public Image decoded() throws IOException {
        try {
            return ImageDecoder.decode(bytes(), ImageLimits.DEFAULT);
        } catch (UndecodableImage e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    @Override
    public byte[] bytes() throws IOException {
        return Files.readAllBytes(file);
    }

    /** Read once as long as the file does not change: a split, a manifest for each fold and the OCR ask for it. */
    @Override
    public String sha256() throws IOException {
        var now = Files.readAttributes(file, BasicFileAttributes.class);
        var hash = known;
        if (hash == null || hash.size() != now.size() || !hash.time().equals(now.lastModifiedTime())) {
            hash = new Hash(now.size(), now.lastModifiedTime(), Sha256.of(bytes()));
            known = hash;
        }
        return hash.sha256();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PictureFile that && file.equals(that.file);
    }

    @Override
    public int hashCode() {
        return file.hashCode();
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
