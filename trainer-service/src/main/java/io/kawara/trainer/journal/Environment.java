package io.kawara.trainer.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.kawara.messaging.Json;
import io.kawara.serving.OnnxModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/**
 * What a run depends on besides recipe and data: a file is the same again only where these are.
 *
 * @param commit of the sources, where they lie in a git repository
 * @param cpu the processor's own name, by which libtorch chooses its code
 * @param threads of libtorch within a step
 * @param command what was typed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Environment(
        String kawara,
        String commit,
        String java,
        String os,
        String cpu,
        int cores,
        int threads,
        String libtorch,
        String djl,
        String onnxruntime,
        List<String> command) {
    private static final String ENGINE = "/pytorch-engine.properties";

    /** This machine and this program; {@code root} is the repository. */
    public static Environment here(Path root, int threads, List<String> command) {
        String libtorch = property("/native/lib/pytorch.properties", "version"); // none with CUDA's, which is no jar
        return new Environment(
                property("/META-INF/maven/io.kawara/trainer-service/pom.properties", "version"),
                revision(root),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.version") + " "
                        + System.getProperty("java.vendor"),
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"),
                processor(),
                ManagementFactory.getOperatingSystemMXBean().getAvailableProcessors(),
                threads,
                libtorch == null ? property(ENGINE, "pytorch_version") : libtorch,
                property(ENGINE, "djl_version"),
                OnnxModel.runtimeVersion(),
                List.copyOf(command));
    }

    /** Writes {@code environment.json}, and {@code environment-2.json} where the run is gone on with, and so on. */
    public void write(Path folder) throws IOException {
        Path file = folder.resolve("environment.json");
        for (int number = 2; Files.exists(file); number++) {
            file = folder.resolve("environment-" + number + ".json");
        }
        Files.writeString(file, Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n");
    }

    /** What a jar on the class path says of itself; null where it is not there. */
    private static String property(String file, String key) {
        try (var in = Environment.class.getResourceAsStream(file)) {
            if (in == null) {
                return null;
            }
            var properties = new Properties();
            properties.load(in);
            return properties.getProperty(key);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private static String processor() {
        Path file = Path.of("/proc/cpuinfo");
        try (var lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(null);
        } catch (IOException e) {
            return null; // not Linux
        }
    }

    private static String revision(Path root) {
        try {
            var git = new ProcessBuilder("git", "rev-parse", "HEAD")
                    .directory(root.toFile())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(git.getInputStream().readAllBytes(), UTF_8).strip();
            return git.waitFor(5, TimeUnit.SECONDS) && git.exitValue() == 0 ? said : null;
        } catch (IOException e) {
            return null; // no git here
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }
}
