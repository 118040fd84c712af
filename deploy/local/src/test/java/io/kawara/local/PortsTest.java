package io.kawara.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Properties;
import org.junit.jupiter.api.Test;

class PortsTest {
    @Test
    void areReadAsTheyWereWritten() {
        var properties = new Properties();
        Ports.from(8080, 9092).write(properties);

        assertThat(Ports.read(properties)).isEqualTo(Ports.from(8080, 9092));
    }

    @Test
    void aServiceThatIsNewerThanTheStackTakesThePortAfterTheOthers() {
        var properties = new Properties();
        Ports.from(8080, 9092).write(properties);
        properties.remove("detector");

        var ports = Ports.read(properties);

        assertThat(ports.of(Service.DETECTOR)).isEqualTo(ports.of(Service.SHADOW_TEXT) + 1);
        assertThat(ports.of(Service.CLASSIFIER)).isEqualTo(8083);
    }
}
