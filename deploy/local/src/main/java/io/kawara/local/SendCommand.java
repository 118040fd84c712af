package io.kawara.local;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "send",
        description = "Send images straight to Kafka, and wait for their answers if asked to.",
        mixinStandardHelpOptions = true)
final class SendCommand implements Callable<Integer> {
    @Mixin
    private StackOptions options;

    @Parameters(arity = "1..*", paramLabel = "PATH", description = "Image files, or folders of them.")
    private List<Path> paths;

    @Option(
            names = {"-p", "--pipeline"},
            description = "The pipeline that answers; 'default' where it is left out.")
    private String pipeline;

    @Option(
            names = {"-t", "--text"},
            description = "The items' own words: plain text, or a JSON object of fields.")
    private String text;

    @Option(
            names = {"-w", "--wait"},
            description = "Wait for the answers and show each as it comes.")
    private boolean wait;

    @Option(
            names = "--patience",
            defaultValue = "60",
            description = "With --wait: give up when no answer has come for so many seconds (${DEFAULT-VALUE}).")
    private int patience;

    @Option(names = "--json", description = "Wait, and print each answer as a line of JSON.")
    private boolean json;

    @Option(names = "--csv", description = "Wait, and print the answers as CSV.")
    private boolean csv;

    /** 0 when all are sent and, if waited for, answered and none failed; else 1. */
    @Override
    public Integer call() throws IOException {
        var screen = Screen.standard();
        var stack = options.running();
        List<Path> files = ImageFiles.of(paths);
        if (files.isEmpty()) {
            throw new IllegalArgumentException("There are no images in " + paths.get(0) + ".");
        }
        try (var answers = new Answers(stack.bootstrapServers(), StackOptions.TOPICS, pipeline, text)) {
            if (json || csv) {
                var lines = json ? AnswerLines.json(System.out) : AnswerLines.csv(System.out);
                answers.send(files, lines);
                answers.await(Duration.ofSeconds(patience), lines);
                answers.unanswered().forEach(file -> System.err.println("No answer yet: " + file));
                return answers.unanswered().isEmpty() && lines.noneFailed() ? 0 : 1;
            }
            if (wait) {
                var table = new AnswerTable(screen, files);
                answers.send(files, table);
                answers.await(Duration.ofSeconds(patience), table);
                table.end(answers.unanswered());
                return table.allComplete() ? 0 : 1;
            }
            return sendOnly(answers, files, screen);
        }
    }

    private static int sendOnly(Answers answers, List<Path> files, Screen screen) throws IOException {
        var submissions = answers.send(files, new Answers.Listener() {
            @Override
            public void sent(long sent) {
                screen.passing("sent " + Screen.bar(sent, files.size()));
            }
        });
        var table = new Table("FILE", "ID");
        submissions.entrySet().stream()
                .sorted(java.util.Map.Entry.comparingByValue())
                .limit(20)
                .forEach(sent -> table.row(sent.getValue().getFileName(), sent.getKey()));
        table.lines().forEach(screen::line);
        screen.line(
                submissions.size() + " sent. ./kawara inspect ID shows an answer; with --wait, send shows them all.");
        return 0;
    }
}
