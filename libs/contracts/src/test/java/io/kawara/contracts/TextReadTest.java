package io.kawara.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TextReadTest {
    private static final Submission SUBMISSION = new Submission(0, 0);

    @Test
    void givesTheItemsOwnWordsFirstAndInTheirOrder() throws Exception {
        var read = new ObjectMapper().readValue("""
                        {"submission": "0-0", "pipeline": "p", "outcome": "ok",
                         "fields": {"title": "Blue shirt", "brand": "Nike", "size": " ", "care": "cold"},
                         "lines": [{"text": "MADE IN", "confidence": 1, "x": 0, "y": 0, "w": 1, "h": 1}]}""", TextRead.class);

        assertThat(read.words()).isEqualTo("Blue shirt\nNike\ncold\nMADE IN");
        assertThat(read.text()).isEqualTo("MADE IN");
    }

    @Test
    void hasNoWordsWhereNothingWasSaidOrRead() {
        var read = new TextRead(SUBMISSION, "p", Outcome.ABSENT, "nothing is written there", Map.of(), List.of(), 1.0);

        assertThat(read.words()).isEmpty();
    }
}
