package io.kawara.local;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The launcher's command line, behind the script {@code kawara}. */
@Command(
        name = "kawara",
        description = "Runs Kawara on this machine.",
        mixinStandardHelpOptions = true,
        version = "kawara 0.1.0",
        subcommands = {
            UpCommand.class,
            DownCommand.class,
            StatusCommand.class,
            LogsCommand.class,
            SendCommand.class,
            InspectCommand.class,
            ModelsCommand.class,
            PipelinesCommand.class
        })
public final class Kawara {
    @Option(names = "--verbose", description = "Show the stack trace of an error.", scope = ScopeType.INHERIT)
    private boolean verbose;

    private Kawara() {}

    public static void main(String... args) {
        System.setProperty("org.jboss.logging.provider", "slf4j"); // or it takes the Log4j that Kafka brings
        System.exit(commandLine().execute(args));
    }

    /** The command line, with an error as one sentence on standard error and exit code 1; 2 where the command was not understood. */
    static CommandLine commandLine() {
        var kawara = new Kawara();
        return new CommandLine(kawara)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((error, command, parsed) -> {
                    if (kawara.verbose) {
                        error.printStackTrace(command.getErr());
                    } else {
                        command.getErr().println(sentence(error));
                    }
                    return 1;
                });
    }

    private static String sentence(Exception error) {
        String message = error.getMessage() == null ? error.toString() : error.getMessage();
        return error instanceof java.nio.file.NoSuchFileException ? "There is no file " + message + "." : message;
    }
}
