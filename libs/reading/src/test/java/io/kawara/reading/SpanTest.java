package io.kawara.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SpanTest {
    @Test
    void coversASideWithoutGapAndOwnsEachPixelOnce() {
        var random = new SplittableRandom(5);
        for (int trial = 0; trial < 500; trial++) {
            int side = random.nextInt(1, 3000);
            int tile = 32 * random.nextInt(2, 20);
            int overlap = random.nextInt(tile - 31);
            var spans = Span.over(side, tile, overlap);

            int owned = 0;
            for (int i = 0; i < spans.size(); i++) {
                var span = spans.get(i);
                assertThat(span.from() % 32 + span.length() % 32).isZero();
                assertThat(span.length()).isLessThanOrEqualTo(tile);
                assertThat(span.ownFrom()).isEqualTo(owned).isGreaterThanOrEqualTo(span.from());
                assertThat(span.ownTo()).isGreaterThan(owned).isLessThanOrEqualTo(span.from() + span.length());
                owned = span.ownTo();
                if (i > 0) {
                    int shared = spans.get(i - 1).from() + tile - span.from();
                    assertThat(shared).isGreaterThanOrEqualTo(overlap);
                }
            }
            assertThat(owned).isBetween(side, side + 31);
        }
    }

    @Test
    void aSideShorterThanATileIsOneNoLongerThanItMustBe() {
        assertThat(Span.over(1, 512, 64)).containsExactly(new Span(0, 32, 0, 32));
        assertThat(Span.over(65, 512, 64)).containsExactly(new Span(0, 96, 0, 96));
        assertThat(Span.over(512, 512, 64)).containsExactly(new Span(0, 512, 0, 512));
        assertThat(Span.over(513, 512, 64)).hasSize(2);
    }
}
