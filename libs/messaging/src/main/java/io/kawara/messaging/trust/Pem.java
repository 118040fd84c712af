package io.kawara.messaging.trust;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/** Ed25519 keys as text (RFC 7468, RFC 8410), as OpenSSL writes them too. */
final class Pem {
    static final String ALGORITHM = "Ed25519";

    private static final String PUBLIC = "PUBLIC KEY";
    private static final String PRIVATE = "PRIVATE KEY";
    private static final int LARGEST = 1 << 14;

    static String write(PublicKey key) {
        return write(PUBLIC, key.getEncoded());
    }

    static String write(PrivateKey key) {
        return write(PRIVATE, key.getEncoded());
    }

    private static String write(String kind, byte[] encoded) {
        return "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded) + "\n-----END " + kind
                + "-----\n";
    }

    static PublicKey publicKey(Path file) throws IOException {
        try {
            return KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(block(file, PUBLIC)));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(file + " is no Ed25519 public key: " + e.getMessage(), e);
        }
    }

    static PrivateKey privateKey(Path file) throws IOException {
        try {
            return KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(block(file, PRIVATE)));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(file + " is no Ed25519 private key: " + e.getMessage(), e);
        }
    }

    /** What a key is called by: the first 16 hex digits of the hash of its encoding. */
    static String id(PublicKey key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static byte[] block(Path file, String kind) throws IOException {
        if (Files.size(file) > LARGEST) {
            throw new IllegalArgumentException(file + " is too large for a key.");
        }
        String text = Files.readString(file, StandardCharsets.US_ASCII);
        return Optional.of(Pattern.compile("-----BEGIN " + kind + "-----([A-Za-z0-9+/=\\s]+)-----END " + kind + "-----")
                        .matcher(text))
                .filter(java.util.regex.Matcher::find)
                .map(found -> Base64.getMimeDecoder().decode(found.group(1)))
                .orElseThrow(() -> new IllegalArgumentException(file + " holds no " + kind + " in PEM."));
    }

    private Pem() {}
}
