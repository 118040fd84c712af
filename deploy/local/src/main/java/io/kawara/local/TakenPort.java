package io.kawara.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether somebody listens on a port already, and who. */
final class TakenPort {
    /** @throws IllegalStateException with a sentence that names the port, its holder where one can be found, and the way out */
    static void check(int port, String option) {
        if (isFree(port)) {
            return;
        }
        throw new IllegalStateException("Port " + port + " is taken"
                + holder(port).map(who -> " by " + who).orElse("") + ": stop that, or choose another with " + option
                + ".");
    }

    static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true); // connections of a process that has just ended linger
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** The process that listens on {@code port}: Linux tells, for processes of the same user. */
    static Optional<String> holder(int port) {
        return Stream.of("/proc/net/tcp", "/proc/net/tcp6")
                .flatMap(table -> socket(Path.of(table), port).stream())
                .flatMap(inode -> process(inode).stream())
                .map(TakenPort::describe)
                .findFirst();
    }

    /** The inode of the listening socket: lines read {@code sl local remote state ... inode}, ports and states in hex. */
    private static Optional<String> socket(Path table, int port) {
        String local = String.format(":%04X", port);
        try (Stream<String> lines = Files.lines(table)) {
            return lines.map(line -> line.strip().split("\\s+"))
                    .filter(words -> words.length > 9 && words[1].endsWith(local) && words[3].equals("0A"))
                    .map(words -> words[9])
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<ProcessHandle> process(String inode) {
        return ProcessHandle.allProcesses()
                .filter(process -> holds(process, "socket:[" + inode + "]"))
                .findFirst();
    }

    private static boolean holds(ProcessHandle process, String socket) {
        Path descriptors = Path.of("/proc", Long.toString(process.pid()), "fd");
        try (Stream<Path> open = Files.list(descriptors)) {
            return open.anyMatch(link -> {
                try {
                    return Files.readSymbolicLink(link).toString().equals(socket);
                } catch (IOException e) {
                    return false; // closed meanwhile
                }
            });
        } catch (IOException e) {
            return false; // another user's
        }
    }

    private static String describe(ProcessHandle process) {
        String program = process.info()
                .command()
                .map(command -> Path.of(command).getFileName().toString())
                .orElse("a process");
        return program + " (pid " + process.pid() + ")";
    }

    private TakenPort() {}
}
