package io.kawara.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class Uuid7Test {
    @Test
    void isTheExampleOfTheStandard() {
        // RFC 9562, appendix A.6
        assertThat(Uuid7.at(0x017F22E279B0L, 0xCC3L, 0x18C4DC0C0C07398FL))
                .hasToString("017f22e2-79b0-7cc3-98c4-dc0c0c07398f");
    }

    @Test
    void bearsVersionAndVariant() {
        assertThat(Uuid7.next().version()).isEqualTo(7);
        assertThat(Uuid7.next().variant()).isEqualTo(2);
        assertThat(Uuid7.next()).isNotEqualTo(Uuid7.next());
    }
}
