package io.kawara.local;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command that runs a class of these tests, or one that they use, in a Java of its own. */
final class JavaCommand {
    static List<String> of(Class<?> program, String... arguments) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path")));
        command.add(program.getName());
        command.addAll(List.of(arguments));
        return command;
    }

    private JavaCommand() {}
}
