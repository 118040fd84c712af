package io.kawara.trainer;

import io.quarkus.picocli.runtime.PicocliCommandLineFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;

/** Lets an error be one sentence on standard error and exit code 1; with {@code -Dkawara.verbose=true} its stack trace. */
@ApplicationScoped
final class TrainerBeans {
    @Produces
    CommandLine commandLine(PicocliCommandLineFactory factory) {
        return factory.create()
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((error, command, parsed) -> {
                    if (Boolean.getBoolean("kawara.verbose")) {
                        error.printStackTrace(command.getErr());
                    } else {
                        command.getErr().println(sentence(error));
                    }
                    return 1;
                });
    }

    static String sentence(Exception error) {
        String message = error.getMessage() == null ? error.toString() : error.getMessage();
        return error instanceof NoSuchFileException ? "There is no file " + message + "." : message;
    }
}
