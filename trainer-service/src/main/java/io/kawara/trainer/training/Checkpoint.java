package io.kawara.trainer.training;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * All that a training needs to go on after a step as if it had never stopped; what it draws by chance it draws from its
 * seed and the step's number, so no generator's state is in here.
 *
 * <p>The file is of the safetensors format: a length, a header of JSON, the numbers.
 *
 * @param notes whatever is not a list of numbers
 * @param tensors weights and what the optimiser remembers, by name
 */
record Checkpoint(Map<String, String> notes, Map<String, float[]> tensors) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String METADATA = "__metadata__"; // the format's word
    private static final int CHUNK = 1 << 20;

    /** Where a tensor lies in the file; the names are the format's. */
    @SuppressWarnings("ArrayRecordComponent") // written at once, and never compared
    private record Place(
            String dtype,
            long[] shape,
            @JsonProperty("data_offsets") long[] dataOffsets) {}

    /** Where a training goes on. */
    static Path last(Path folder) {
        return folder.resolve("last.safetensors");
    }

    /** After the epoch that was evaluated best. */
    static Path best(Path folder) {
        return folder.resolve("best.safetensors");
    }

    /** Writes the file, whole or not at all. */
    void write(Path file) throws IOException {
        var header = new LinkedHashMap<String, Object>();
        header.put(METADATA, notes);
        long offset = 0;
        for (var entry : tensors.entrySet()) {
            var end = offset + (long) entry.getValue().length * Float.BYTES;
            header.put(
                    entry.getKey(), new Place("F32", new long[] {entry.getValue().length}, new long[] {offset, end}));
            offset = end;
        }
        var json = JSON.writeValueAsBytes(header);
        var temporary = file.resolveSibling(file.getFileName() + ".part");
        try (var channel = FileChannel.open(
                temporary, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            var length = ByteBuffer.allocate(Long.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(json.length);
            writeAll(channel, length.flip());
            writeAll(channel, ByteBuffer.wrap(json));
            int longest = tensors.values().stream()
                    .mapToInt(numbers -> numbers.length)
                    .max()
                    .orElse(0);
            var buffer = ByteBuffer.allocateDirect(Math.min(CHUNK, longest) * Float.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN);
            for (var numbers : tensors.values()) {
                write(channel, numbers, buffer);
            }
            channel.force(true);
        }
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void write(FileChannel channel, float[] numbers, ByteBuffer buffer) throws IOException {
        for (int start = 0; start < numbers.length; start += CHUNK) {
            var count = Math.min(CHUNK, numbers.length - start);
            buffer.clear().limit(count * Float.BYTES);
            buffer.asFloatBuffer().put(numbers, start, count);
            writeAll(channel, buffer);
        }
    }

    private static void writeAll(FileChannel channel, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    static Checkpoint read(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new IllegalArgumentException(
                    "no training can be resumed in " + file.getParent() + ": it has no checkpoint");
        }
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            var length = numbers(read(channel, 0, Long.BYTES)).getLong();
            var header = JSON.readTree(read(channel, Long.BYTES, Math.toIntExact(length)));
            var notes = notes(header);
            var tensors = new LinkedHashMap<String, float[]>();
            for (var names = header.fieldNames(); names.hasNext(); ) {
                var name = names.next();
                if (!name.equals(METADATA)) {
                    var offsets = header.get(name).get("data_offsets");
                    var start = offsets.get(0).asLong();
                    var bytes = Math.toIntExact(offsets.get(1).asLong() - start);
                    var numbers = new float[bytes / Float.BYTES];
                    numbers(read(channel, Long.BYTES + length + start, bytes))
                            .asFloatBuffer()
                            .get(numbers);
                    tensors.put(name, numbers);
                }
            }
            return new Checkpoint(notes, tensors);
        }
    }

    /** The notes alone: of a large checkpoint, a small part. */
    static Map<String, String> notes(Path file) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            var length = numbers(read(channel, 0, Long.BYTES)).getLong();
            return notes(JSON.readTree(read(channel, Long.BYTES, Math.toIntExact(length))));
        }
    }

    private static Map<String, String> notes(JsonNode header) {
        return JSON.convertValue(header.get(METADATA), new TypeReference<>() {});
    }

    private static ByteBuffer numbers(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] read(FileChannel channel, long position, int length) throws IOException {
        if (position + length > channel.size()) {
            throw new IOException("the checkpoint is not whole");
        }
        var bytes = new byte[length];
        var buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining() && channel.read(buffer, position + buffer.position()) >= 0) {
            // A file may be read in parts.
        }
        return bytes;
    }
}
