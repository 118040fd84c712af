package io.kawara.messaging.trust;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Whose records are believed, and by what one's own are signed.
 *
 * <p>In a folder: {@code signing.pem}, which holds both halves of a key and only its owner can read, and {@code trusted/*.pem}, public halves.
 *
 * @param signing null where one may only read
 */
public record RegistryKeys(TrustedKeys trusted, SigningKey signing) {
    /** Believes everybody and signs nothing. */
    public static final RegistryKeys NONE = new RegistryKeys(TrustedKeys.EVERYBODY, null);

    private static final String SIGNING = "signing.pem";
    private static final String TRUSTED = "trusted";

    public RegistryKeys {
        requireNonNull(trusted, "trusted");
    }

    /** Those in a folder; {@link #NONE} where there is no such folder. */
    public static RegistryKeys in(Path folder) throws IOException {
        return Files.isDirectory(folder)
                ? new RegistryKeys(TrustedKeys.in(trusted(folder)), signing(Optional.of(signing(folder))))
                : NONE;
    }

    /** A new key in a new folder, trusted by itself. */
    public static RegistryKeys make(Path folder) throws IOException {
        SigningKey key = SigningKey.generate();
        Files.createDirectories(trusted(folder));
        key.write(signing(folder));
        Files.writeString(trusted(folder).resolve(key.id() + ".pem"), Pem.write(key.open()));
        return new RegistryKeys(TrustedKeys.of(key), key);
    }

    /** The key in a file, or null where there is no such file. */
    public static SigningKey signing(Optional<Path> file) throws IOException {
        return file.isPresent() && Files.exists(file.get()) ? SigningKey.read(file.get()) : null;
    }

    /** Where a folder has its public keys. */
    public static Path trusted(Path folder) {
        return folder.resolve(TRUSTED);
    }

    /** Where a folder has the key to sign with. */
    public static Path signing(Path folder) {
        return folder.resolve(SIGNING);
    }

    /** Whether records can be written that others believe. */
    public boolean canSign() {
        return signing != null || trusted.isEverybody();
    }

    /** Signs records that are not sent yet, with serials from {@code next} on in their order; does nothing without a key. */
    public void sign(List<ProducerRecord<String, byte[]>> records, long next) {
        if (signing != null) {
            long serial = next;
            for (var record : records) {
                RecordSignature.sign(record, serial++, signing);
            }
        }
    }
}
