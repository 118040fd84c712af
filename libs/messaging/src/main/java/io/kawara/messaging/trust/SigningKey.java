package io.kawara.messaging.trust;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;

/** A key that signs what is written (Ed25519, RFC 8032). Immutable, thread-safe. */
public final class SigningKey {
    private final String id;
    private final PrivateKey secret;
    private final PublicKey open;

    private SigningKey(PrivateKey secret, PublicKey open) {
        this.id = Pem.id(open);
        this.secret = secret;
        this.open = open;
    }

    /** A key that nobody has yet. */
    public static SigningKey generate() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance(Pem.ALGORITHM).generateKeyPair();
            return new SigningKey(pair.getPrivate(), pair.getPublic());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java from 15 on has Ed25519", e);
        }
    }

    /**
     * The key in a file that holds both its halves in PEM.
     *
     * @throws IllegalArgumentException if the file holds none, or the halves do not belong together
     */
    public static SigningKey read(Path file) throws IOException {
        var key = new SigningKey(Pem.privateKey(file), Pem.publicKey(file));
        byte[] trial = {1, 2, 3};
        if (!TrustedKeys.of(key).fits(key.id, trial, key.sign(trial))) {
            throw new IllegalArgumentException("The private and the public key in " + file + " are not of one pair.");
        }
        return key;
    }

    /** Writes both halves to a new file that nobody but its owner can read. */
    public void write(Path file) throws IOException {
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] closed = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        Files.createFile(file, closed);
        Files.writeString(file, Pem.write(secret) + Pem.write(open));
    }

    /** What the key is called by, in signatures and in the name of its public half's file. */
    public String id() {
        return id;
    }

    PublicKey open() {
        return open;
    }

    byte[] sign(byte[] message) {
        try {
            var signature = Signature.getInstance(Pem.ALGORITHM);
            signature.initSign(secret);
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot sign with the key " + id + ": " + e.getMessage(), e);
        }
    }
}
