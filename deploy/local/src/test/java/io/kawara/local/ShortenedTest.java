package io.kawara.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.kawara.contracts.Candidates;
import io.kawara.contracts.CharacterBox;
import io.kawara.contracts.Prediction;
import io.kawara.contracts.Submission;
import io.kawara.messaging.Json;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShortenedTest {
    @Test
    void tellsTheFirstCharactersAndWhatCandidatesThereAre() {
        var box = CharacterBox.found(0.5, 1, 2, 3, 4).read("U+306F", 0.75);
        var candidates = new Candidates.Box(Map.of("U+306F", -0.5), -12);
        JsonNode message = Json.mapper()
                .valueToTree(Prediction.read(
                        new Submission(0, 1),
                        "pages",
                        "crops",
                        1,
                        Collections.nCopies(300, box),
                        Candidates.of(4213, Collections.nCopies(300, candidates)),
                        60));

        var shorter = Shortened.of(message);

        assertThat(shorter.path("characters")).hasSize(6);
        assertThat(shorter.path("characters").get(5).asText()).isEqualTo("and 295 more");
        assertThat(shorter.path("candidates").asText()).isEqualTo("1 of 4213 classes, packed in 2800 bytes");
        assertThat(shorter.path("model").asText()).isEqualTo("crops");
        assertThat(message.path("characters")).hasSize(300);
    }

    @Test
    void leavesWhatIsShort() {
        JsonNode message = Json.mapper().valueToTree(List.of(1, 2));

        assertThat(Shortened.of(message)).isEqualTo(message);
    }
}
