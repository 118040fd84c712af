package io.kawara.local;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "down",
        description = "Stop every service, and Kafka last. The data stays.",
        mixinStandardHelpOptions = true)
final class DownCommand implements Callable<Integer> {
    @Mixin
    private StackOptions options;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var screen = Screen.standard();
        var stack = options.saved().map(Stack::new).filter(Stack::isRunning);
        if (stack.isEmpty()) {
            screen.line("Kawara does not run in " + options.folder() + ".");
            return 0;
        }
        screen.passing("stopping ...");
        var lock = FolderLock.take(options.folder());
        try {
            stack.get().down();
        } finally {
            lock.close();
        }
        screen.line("Kawara is down; its data stays in " + options.folder() + ".");
        return 0;
    }
}
