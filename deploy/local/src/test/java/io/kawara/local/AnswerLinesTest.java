package io.kawara.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kawara.contracts.Result;
import io.kawara.contracts.Status;
import io.kawara.contracts.Submission;
import io.kawara.messaging.Json;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswerLinesTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, UTF_8);

    @Test
    void csvQuotesWhatMustBeQuoted() {
        var lines = AnswerLines.csv(out);
        lines.answered(Path.of("a.jpg"), result(Status.COMPLETE, "TEA, \"GREEN\"", "two\nlines", null), 1);
        lines.answered(Path.of("b.jpg"), result(Status.FAILED, null, null, "no image"), 2);
        assertThat(bytes.toString(UTF_8).replace("\r", "")).isEqualTo("""
            file,id,pipeline,status,label,score,labels,text,reason,transcription
            a.jpg,0-1,p,complete,"TEA, ""GREEN\""",0.5,x y,"two
            lines",,は
            b.jpg,0-1,p,failed,,0.5,x y,,no image,は
            """);
        assertThat(lines.noneFailed()).isFalse();
    }

    @Test
    void jsonIsTheAnswerAsItLiesOnTheTopicWithTheFile() throws Exception {
        var result = result(Status.COMPLETE, "TEA", null, null);
        AnswerLines.json(out).answered(Path.of("a.jpg"), result, 1);
        assertThat(bytes.toString(UTF_8)).hasLineCount(1);
        assertThat(Json.mapper().readTree(bytes.toByteArray()).path("file").asText())
                .isEqualTo("a.jpg");
        assertThat(Json.read(bytes.toByteArray(), Result.class)).isEqualTo(result);
    }

    private static Result result(Status status, String label, String text, String reason) {
        return new Result(
                "0-1",
                new Submission(0, 1),
                "p",
                status,
                label,
                0.5,
                null,
                List.of("x", "y"),
                text,
                null,
                null,
                "は",
                null,
                null,
                null,
                reason,
                null,
                null);
    }
}
