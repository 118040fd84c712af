package io.kawara.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AdmissionTest {
    private final Admission admission = new Admission(2, 100);

    @Test
    void refusesWhenTooManyRequestsAreInWork() {
        var first = admission.enter(1).orElseThrow();
        assertThat(admission.enter(1)).isPresent();
        assertThat(admission.enter(1)).isEmpty();

        first.close();
        assertThat(admission.enter(1)).isPresent();
    }

    @Test
    void refusesWhenTooManyBytesAreInWork() {
        assertThat(admission.enter(60)).isPresent();
        assertThat(admission.enter(41)).isEmpty();
        assertThat(admission.enter(40)).isPresent();
    }

    @Test
    void letsOneInHoweverLargeWhenNothingElseIsInWork() {
        var large = admission.enter(1000).orElseThrow();
        assertThat(admission.enter(1)).isEmpty();
        large.close();
        assertThat(admission.bytes()).isZero();
    }

    @Test
    void givesAPlaceBackOnce() {
        var place = admission.enter(10).orElseThrow();
        assertThat(admission.enter(10)).isPresent();
        place.close();
        place.close();
        assertThat(admission.requests()).isEqualTo(1);
        assertThat(admission.bytes()).isEqualTo(10);
    }
}
