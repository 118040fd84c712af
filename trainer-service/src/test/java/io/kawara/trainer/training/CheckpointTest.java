package io.kawara.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {
    @TempDir
    Path folder;

    @Test
    void bitsComeBack() throws IOException {
        var tensors = new LinkedHashMap<String, float[]>();
        tensors.put("odd", new float[] {Float.MIN_VALUE, -0f, Float.intBitsToFloat(0x7fc00001)});
        tensors.put("none", new float[0]);
        tensors.put("long", new float[(1 << 20) + 3]);
        tensors.get("long")[1 << 20] = 7;
        new Checkpoint(Map.of("step", "12", "note", "a \"quoted\" one"), tensors).write(folder);

        var read = Checkpoint.read(folder);
        assertThat(read.notes()).containsEntry("step", "12").containsEntry("note", "a \"quoted\" one");
        assertThat(read.tensors().keySet()).containsExactly("odd", "none", "long");
        tensors.forEach(
                (name, numbers) -> assertThat(bits(read.tensors().get(name))).isEqualTo(bits(numbers)));
    }

    @Test
    void onlyWholeFilesStay() throws IOException {
        new Checkpoint(Map.of(), Map.of("a", new float[100])).write(folder);
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(Checkpoint.file(folder));
        }
        var bytes = Files.readAllBytes(Checkpoint.file(folder));
        Files.write(Checkpoint.file(folder), Arrays.copyOf(bytes, bytes.length - 1));
        assertThatThrownBy(() -> Checkpoint.read(folder)).hasMessageContaining("not whole");
    }

    private static int[] bits(float[] numbers) {
        var bits = new int[numbers.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Float.floatToRawIntBits(numbers[i]);
        }
        return bits;
    }
}
