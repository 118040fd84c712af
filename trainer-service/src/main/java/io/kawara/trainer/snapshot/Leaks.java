package io.kawara.trainer.snapshot;

import io.kawara.vision.Image;
import io.kawara.vision.ImageDecoder;
import io.kawara.vision.ImageLimits;
import io.kawara.vision.Resize;
import io.kawara.vision.UndecodableImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds images by which a training would know what it is measured on: those that are also golden under another name, look like a golden one, or belong to a
 * golden one's group.
 *
 * <p>Perceptual hashes alone would take one shoe for another on the same white ground: where they are near, the pictures are compared as well.
 */
public final class Leaks {
    private static final int BITS = 6;
    private static final double GREYS = 1.5;
    private static final int SIDE = 32;
    private static final int NAMED = 3;

    private final Files files;
    private final Map<String, Optional<byte[]>> small = new HashMap<>();

    /** The images' files. */
    public interface Files {
        /** By SHA-256. */
        byte[] read(String sha256) throws IOException;
    }

    public Leaks(Files files) {
        this.files = files;
    }

    /** Throws an {@link IllegalArgumentException} that names images and says what to do, if there is a leak. */
    public void require(Manifest manifest) throws IOException {
        var leaks = of(manifest);
        if (!leaks.isEmpty()) {
            int named = Math.min(NAMED, leaks.size());
            throw new IllegalArgumentException("pipeline " + manifest.pipeline()
                    + " would be trained on what it is measured on: " + String.join("; ", leaks.subList(0, named))
                    + (leaks.size() > named ? "; and " + (leaks.size() - named) + " more" : "")
                    + ". Withdraw one label of each pair, or submit such images with the same group.");
        }
    }

    /** Each pair in a sentence. */
    List<String> of(Manifest manifest) throws IOException {
        var leaks = new ArrayList<String>();
        var training = manifest.training();
        for (var golden : manifest.golden()) {
            for (var learnt : training) {
                String how = how(learnt, golden);
                if (how != null) {
                    leaks.add(learnt.image() + " " + how + " golden " + golden.image());
                }
            }
        }
        return leaks;
    }

    private String how(Entry learnt, Entry golden) throws IOException {
        if (learnt.sha256().equals(golden.sha256())) {
            return "is the same picture as";
        }
        if (learnt.group() != null && learnt.group().equals(golden.group())) {
            return "is of group " + learnt.group() + " like";
        }
        boolean near = learnt.phash() != null
                && golden.phash() != null
                && Long.bitCount(learnt.phash() ^ golden.phash()) <= BITS;
        return near && looksLike(learnt.sha256(), golden.sha256()) ? "looks the same as" : null;
    }

    /** Whether two files, by whatever they are read by, show the same but for their size and how they were written. */
    public boolean looksLike(String one, String other) throws IOException {
        var first = small(one);
        var second = small(other);
        if (first.isEmpty() || second.isEmpty()) {
            return false;
        }
        long sum = 0;
        for (int i = 0; i < first.get().length; i++) {
            sum += Math.abs((first.get()[i] & 0xff) - (second.get()[i] & 0xff));
        }
        return sum <= GREYS * first.get().length;
    }

    private Optional<byte[]> small(String sha256) throws IOException {
        var known = small.get(sha256);
        if (known == null) {
            known = decoded(files.read(sha256));
            small.put(sha256, known);
        }
        return known;
    }

    private static Optional<byte[]> decoded(byte[] file) {
        try (Image image = ImageDecoder.decode(file, ImageLimits.DEFAULT, 2 * SIDE);
                Image small = image.resized(SIDE, SIDE, Resize.STRETCH)) {
            var pixels = ByteBuffer.allocate(small.size());
            small.copyTo(pixels);
            return Optional.of(pixels.array());
        } catch (UndecodableImage e) {
            return Optional.empty();
        }
    }
}
