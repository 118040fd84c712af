package io.kawara.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ActivationTest {
    @Test
    void softmaxSumsToOneHoweverLargeTheLogits() {
        var scores = Activation.SOFTMAX.scores(new float[] {10_000, 9_999, -10_000}, 1);

        assertThat(Arrays.stream(scores).sum()).isEqualTo(1, offset(1e-12));
        assertThat(scores[0]).isEqualTo(1 / (1 + Math.exp(-1)), offset(1e-12));
        assertThat(scores[2]).isZero();
    }

    @Test
    void temperatureSoftensWithoutChangingTheOrder() {
        var sharp = Activation.SOFTMAX.scores(new float[] {2, 0}, 1);
        var soft = Activation.SOFTMAX.scores(new float[] {2, 0}, 2);

        assertThat(soft[0]).isBetween(0.5, sharp[0]);
        assertThat(soft).isEqualTo(Activation.SOFTMAX.scores(new float[] {1, 0}, 1));
    }

    @Test
    void sigmoidStandsAloneAndDoesNotOverflow() {
        assertThat(Activation.SIGMOID.scores(new float[] {0, 1000, -1000}, 1)).containsExactly(0.5, 1, 0);
    }

    @Test
    void noneLetsScoresPassAndRefusesOtherNumbers() {
        assertThat(Activation.NONE.scores(new float[] {0.25f, 1.000001f}, 3)).containsExactly(0.25, 1);
        assertThatThrownBy(() -> Activation.NONE.scores(new float[] {3}, 1)).hasMessageContaining("not in [0,1]");
    }

    @Test
    void refusesWhatIsNotANumber() {
        assertThatThrownBy(() -> Activation.SOFTMAX.scores(new float[] {1, Float.NaN}, 1))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("output 1");
    }
}
