package io.kawara.messaging.trust;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The keys whose signatures are believed; or none at all, and then everything is believed. Immutable, thread-safe. */
public final class TrustedKeys {
    /** Believes every record, signed or not: for a registry that nobody else can write to. */
    public static final TrustedKeys EVERYBODY = new TrustedKeys(Map.of());

    private final Map<String, PublicKey> keys;

    private TrustedKeys(Map<String, PublicKey> keys) {
        this.keys = Map.copyOf(keys);
    }

    /** Whom a registry's records must be from. */
    public enum Trust {
        /** Anybody. */
        NONE,
        /** Somebody who signs with a trusted key. */
        KEYS
    }

    public static TrustedKeys of(SigningKey key) {
        return new TrustedKeys(Map.of(key.id(), key.open()));
    }

    /**
     * The keys in a folder, each a file {@code *.pem}.
     *
     * @throws IllegalArgumentException if there is none, or a file holds none
     */
    public static TrustedKeys in(Path folder) {
        Map<String, PublicKey> keys = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".pem")).toList()) {
                PublicKey key = Pem.publicKey(file);
                keys.put(Pem.id(key), key);
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("The trusted keys in " + folder + " cannot be read: " + e, e);
        }
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("There is no trusted key in " + folder
                    + ": put the public half (*.pem) of each key there that may sign the registry.");
        }
        return new TrustedKeys(keys);
    }

    /** What {@code kawara.registry.trust} and {@code kawara.trusted-keys} say. */
    public static TrustedKeys configured(Trust trust, Optional<Path> folder) {
        return switch (trust) {
            case NONE -> EVERYBODY;
            case KEYS ->
                in(folder.orElseThrow(() -> new IllegalArgumentException(
                        "kawara.registry.trust is keys: kawara.trusted-keys must name the folder that they are in.")));
        };
    }

    /** Whether everybody is believed. */
    public boolean isEverybody() {
        return keys.isEmpty();
    }

    boolean knows(String id) {
        return keys.containsKey(id);
    }

    boolean fits(String id, byte[] message, byte[] signed) {
        try {
            var signature = Signature.getInstance(Pem.ALGORITHM);
            signature.initVerify(keys.get(id));
            signature.update(message);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false; // bytes that are no signature at all
        }
    }
}
