package io.kawara.trainer.journal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.kawara.trainer.training.Evaluation;
import io.kawara.trainer.training.Progress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    private static final int STEPS = 4;

    @TempDir
    Path folder;

    @Test
    void tellsEpochsAndSteps() throws IOException {
        report(new Journal(folder, 0), 1, 8);

        assertThat(Files.readAllLines(folder.resolve("metrics.csv")))
                .containsExactly(
                        "step,epoch,loss,rate,examplesPerSecond,dataWait,accuracy",
                        "4,1,1.0,0.1,50.0,0.01,0.5",
                        "8,2,0.5,0.1,50.0,0.01,0.75");
        assertThat(CsvLog.read(folder.resolve("steps.csv")).get("step"))
                .containsExactly(1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0);
        var events = EventFile.read(folder.resolve("events.out.tfevents.kawara"));
        assertThat(events).hasSize(1 + 8 + 2);
        assertThat(events.get(1).scalars()).containsEntry("train/loss", 1f).containsEntry("train/rate", 0.1f);
        assertThat(events.get(5)).isEqualTo(new EventFile.Event(4, Map.of("epoch/loss", 1f, "valid/accuracy", 0.5f)));
    }

    @Test
    void aResumedTrainingTellsEverythingOnce() throws IOException {
        var undisturbed = folder.resolve("whole");
        report(new Journal(undisturbed, 0), 1, 8);
        report(new Journal(folder, 0), 1, 7); // killed after step 7, whose checkpoint was of step 5
        Files.writeString(folder.resolve("steps.csv"), "8,2,0.", StandardOpenOption.APPEND);
        Files.write(folder.resolve("events.out.tfevents.kawara"), new byte[] {9, 0, 0}, StandardOpenOption.APPEND);

        report(new Journal(folder, 5), 6, 8);

        for (String file : List.of("metrics.csv", "steps.csv")) {
            assertThat(folder.resolve(file)).hasSameTextualContentAs(undisturbed.resolve(file));
        }
        assertThat(EventFile.read(folder.resolve("events.out.tfevents.kawara")))
                .isEqualTo(EventFile.read(undisturbed.resolve("events.out.tfevents.kawara")));
    }

    @Test
    void eventsAreFramedAsTfRecords() throws IOException {
        var file = folder.resolve("events");
        new EventFile(file, 0).append(3, Map.of("train/loss", 0.25));

        var bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        // A double, and a string of 13 bytes with its two.
        assertThat(bytes.getLong(0)).isEqualTo(9 + 15);
        // Every event file of TensorFlow begins with these twelve bytes.
        assertThat(bytes.getInt(8)).isEqualTo(0x224b7fa3);
        assertThat(new String(bytes.array(), 12 + 9 + 2, 13, US_ASCII)).isEqualTo("brain.Event:2");
        // RFC 3720, B.4: the CRC-32C of 32 zeroes is aa36918a, here turned and moved.
        assertThat(EventFile.masked(new byte[32], 0, 32)).isEqualTo(Integer.rotateRight(0x8a9136aa, 15) + 0xa282ead8);
    }

    @Test
    void longTrainingsTellAThousandSteps() throws IOException {
        var journal = new Journal(folder, 0);
        for (int step = 1; step <= 5000; step++) {
            journal.step(new Progress.Step(1, 1, step, 5000, 1, 0.1, 50, 0.01, Duration.ZERO));
        }
        assertThat(CsvLog.read(folder.resolve("steps.csv")).get("step"))
                .hasSize(1000)
                .startsWith(5.0, 10.0)
                .endsWith(5000.0);
    }

    @Test
    void curvesShowBothAxes() throws IOException {
        report(new Journal(folder, 0), 1, 40);

        var picture = ImageIO.read(folder.resolve("curves.png").toFile());
        assertThat(picture.getWidth()).isEqualTo(1040);
        int blue = 0;
        for (int x = 0; x < picture.getWidth(); x++) {
            for (int y = 60; y < picture.getHeight(); y++) { // below the names
                blue += picture.getRGB(x, y) == 0xff0072b2 ? 1 : 0;
            }
        }
        assertThat(blue).as("pixels of the lines").isGreaterThan(500);
        var axis = Chart.Axis.over(0.13, 0.87, false);
        assertThat(axis.ticks().stream().map(axis::label)).containsExactly("0.0", "0.2", "0.4", "0.6", "0.8", "1.0");
    }

    /** Reports steps with a loss that halves with the epochs. */
    private static void report(Journal journal, int from, int to) {
        for (int number = from; number <= to; number++) {
            int epoch = (number - 1) / STEPS + 1;
            double loss = 1.0 / epoch;
            journal.step(new Progress.Step(
                    epoch, 10, (number - 1) % STEPS + 1, STEPS, loss, 0.1, 50, 0.01, Duration.ofSeconds(1)));
            if (number % STEPS == 0) {
                journal.epoch(
                        new Progress.Epoch(epoch, 10, loss, 0.1, 50, 0.01, Evaluation.of("accuracy", 1 - loss / 2)));
            }
        }
    }
}
