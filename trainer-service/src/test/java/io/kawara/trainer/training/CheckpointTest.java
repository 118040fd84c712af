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
        var file = folder.resolve("a.safetensors");
        new Checkpoint(Map.of("step", "12", "note", "a \"quoted\" one"), tensors).write(file);

        var read = Checkpoint.read(file);
        assertThat(Checkpoint.notes(file)).isEqualTo(read.notes());
        assertThat(read.notes()).containsEntry("step", "12").containsEntry("note", "a \"quoted\" one");
        assertThat(read.tensors().keySet()).containsExactly("odd", "none", "long");
        tensors.forEach(
                (name, numbers) -> assertThat(bits(read.tensors().get(name))).isEqualTo(bits(numbers)));
    }

    @Test
    void onlyWholeFilesStay() throws IOException {
        var file = folder.resolve("a.safetensors");
        new Checkpoint(Map.of(), Map.of("a", new float[100])).write(file);
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
        var bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 1));
        assertThatThrownBy(() -> Checkpoint.read(file)).hasMessageContaining("not whole");
    }

    private static int[] bits(float[] numbers) {
        var bits = new int[numbers.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Float.floatToRawIntBits(numbers[i]);
        }
        return bits;
    }
}
