package io.kawara.gateway.intake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageTypeTest {
    @ParameterizedTest
    @CsvSource({
        "JPEG, ffd8ffe000104a464946",
        "PNG, 89504e470d0a1a0a0000",
        "GIF, 474946383961",
        "TIFF, 49492a0008000000",
        "TIFF, 4d4d002a00000008",
        "BMP, 424d36000000",
        "WEBP, 524946462400000a57454250"
    })
    void knowsAFormatByItsFirstBytes(ImageType type, String hex) {
        assertThat(ImageType.of(java.util.HexFormat.of().parseHex(hex))).contains(type);
    }

    @Test
    void knowsNothingElse() {
        assertThat(ImageType.of(new byte[0])).isEmpty();
        assertThat(ImageType.of("RIFF".getBytes(ISO_8859_1))).isEmpty();
        assertThat(ImageType.of("RIFF----WAVE".getBytes(ISO_8859_1))).isEmpty();
        assertThat(ImageType.of("<svg xmlns='http://www.w3.org/2000/svg'/>".getBytes(ISO_8859_1)))
                .isEmpty();
    }
}
