package io.kawara.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kawara.contracts.Result;
import io.kawara.contracts.Status;
import io.kawara.messaging.Json;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** Writes each answer as a line for other programs to read. */
final class AnswerLines implements Answers.Listener {
    private final PrintStream out;
    private final BiFunction<Path, Result, String> form;
    private boolean noneFailed = true;

    private AnswerLines(PrintStream out, BiFunction<Path, Result, String> form) {
        this.out = out;
        this.form = form;
    }

    /** The answer as it lies on the topic, with the file it is about. */
    static AnswerLines json(PrintStream out) {
        return new AnswerLines(out, (file, result) -> {
            ObjectNode line = Json.mapper().createObjectNode().put("file", file.toString());
            line.setAll((ObjectNode) Json.mapper().valueToTree(result));
            return new String(Json.write(line), UTF_8);
        });
    }

    /** RFC 4180, with a line of names first. */
    static AnswerLines csv(PrintStream out) {
        out.println("file,id,pipeline,status,label,score,labels,text,reason,transcription");
        return new AnswerLines(
                out,
                (file, result) -> Arrays.asList(
                                file,
                                result.id(),
                                result.pipeline(),
                                Json.mapper().valueToTree(result.status()).asText(),
                                result.label(),
                                result.score(),
                                String.join(" ", result.labels()),
                                result.text(),
                                result.reason(),
                                result.transcription())
                        .stream()
                        .map(cell -> quoted(Objects.toString(cell, "")))
                        .collect(Collectors.joining(",")));
    }

    @Override
    public void answered(Path file, Result result, long count) {
        noneFailed &= result.status() != Status.FAILED;
        out.println(form.apply(file, result));
    }

    boolean noneFailed() {
        return noneFailed;
    }

    private static String quoted(String cell) {
        return cell.matches("(?s).*[\",\r\n].*") ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
    }
}
