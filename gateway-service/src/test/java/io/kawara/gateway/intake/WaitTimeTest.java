package io.kawara.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WaitTimeTest {
    private final WaitTime waitTime = new WaitTime(Duration.ofMinutes(5));

    @ParameterizedTest
    @CsvSource({
        "5s, 5000",
        "1.5s, 1500",
        "800ms, 800",
        "2m, 120000",
        "PT5S, 5000",
        "pt0.25s, 250",
        "5000, 5000",
        "0, 0",
        "' 3S ', 3000"
    })
    void readsWhatPeopleWrite(String text, long millis) {
        assertThat(waitTime.parse(text)).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "-1", "PT-5S", "5 s", "6m", "", "1e3", "999999999m"})
    void refusesWhatIsNoTimeOrTooLong(String text) {
        assertThatThrownBy(() -> waitTime.parse(text))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.kind().status()).isEqualTo(400));
    }

    @Test
    void readsAPreferenceAndShortensIt() {
        assertThat(waitTime.preferred("respond-async, wait=10")).contains(Duration.ofSeconds(10));
        assertThat(waitTime.preferred("Wait = 10; foo")).contains(Duration.ofSeconds(10));
        assertThat(waitTime.preferred("wait=86400")).contains(Duration.ofMinutes(5));
        assertThat(waitTime.preferred("await=10")).isEmpty();
        assertThat(waitTime.preferred("wait=soon")).isEmpty();
    }
}
