package io.kawara.messaging.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class RegistryKeysTest {
    private static final byte[] MESSAGE = {1, 2, 3};

    @TempDir
    Path folder;

    @Test
    void whatIsMadeIsReadAgainAndFitsItself() throws Exception {
        var made = RegistryKeys.make(folder.resolve("keys"));
        var read = RegistryKeys.in(folder.resolve("keys"));

        assertThat(read.signing().id()).isEqualTo(made.signing().id());
        assertThat(read.trusted()
                        .fits(made.signing().id(), MESSAGE, made.signing().sign(MESSAGE)))
                .isTrue();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void nobodyButItsOwnerReadsTheKeyThatSigns() throws Exception {
        RegistryKeys.make(folder);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(RegistryKeys.signing(folder))))
                .isEqualTo("rw-------");
    }

    @Test
    void withoutAFolderEverybodyIsBelieved() throws Exception {
        assertThat(RegistryKeys.in(folder.resolve("none"))).isEqualTo(RegistryKeys.NONE);
    }

    @Test
    void withoutThePrivateHalfOneMayOnlyRead() throws Exception {
        RegistryKeys.make(folder);
        Files.delete(RegistryKeys.signing(folder));
        assertThat(RegistryKeys.in(folder).canSign()).isFalse();
    }

    @Test
    void halvesOfDifferentPairsAreRefused() throws Exception {
        SigningKey.generate().write(folder.resolve("a"));
        SigningKey.generate().write(folder.resolve("b"));
        String a = Files.readString(folder.resolve("a"));
        String b = Files.readString(folder.resolve("b"));
        Files.writeString(
                folder.resolve("b"),
                a.substring(0, a.indexOf("-----BEGIN PUBLIC")) + b.substring(b.indexOf("-----BEGIN PUBLIC")));
        assertThatThrownBy(() -> SigningKey.read(folder.resolve("b"))).hasMessageContaining("not of one pair");
    }

    @Test
    void trustInKeysWithoutKeysDoesNotStart() {
        assertThatThrownBy(() -> TrustedKeys.configured(TrustedKeys.Trust.KEYS, Optional.empty()))
                .hasMessageContaining("kawara.trusted-keys");
        assertThatThrownBy(() -> TrustedKeys.configured(TrustedKeys.Trust.KEYS, Optional.of(folder)))
                .hasMessageContaining("no trusted key in");
        assertThat(TrustedKeys.configured(TrustedKeys.Trust.NONE, Optional.empty())
                        .isEverybody())
                .isTrue();
    }

    @Test
    void aFileThatHoldsNoKeyIsNamed() throws Exception {
        Files.writeString(folder.resolve("note.pem"), "nothing");
        assertThatThrownBy(() -> TrustedKeys.in(folder)).hasMessageContaining("note.pem");
    }
}
