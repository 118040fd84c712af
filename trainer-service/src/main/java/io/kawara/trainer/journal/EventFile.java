package io.kawara.trainer.journal;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * Scalars as TensorBoard reads them: TFRecords, each a length and its masked CRC-32C, an {@code Event} of {@code event.proto}
 * and its masked CRC-32C.
 */
final class EventFile {
    private static final String VERSION = "brain.Event:2";
    private static final int MASK = 0xa282ead8;
    private static final int FRAME = Long.BYTES + 2 * Integer.BYTES;

    // Field numbers of Event, of its Summary, and of the summary's Value.
    private static final int WALL_TIME = 1;
    private static final int STEP = 2;
    private static final int FILE_VERSION = 3;
    private static final int SUMMARY = 5;
    private static final int VALUE = 1;
    private static final int TAG = 1;
    private static final int SIMPLE_VALUE = 2;

    private final Path file;

    /** What was true at a step, counted from 1; the first event of a file is of step 0 and holds no scalar. */
    record Event(long step, Map<String, Float> scalars) {}

    /** Goes on with a file, without its events of later steps than {@code step}. */
    EventFile(Path file, long step) throws IOException {
        this.file = file;
        var kept = new ByteArrayOutputStream();
        if (step > 0 && Files.exists(file)) {
            for (byte[] event : events(Files.readAllBytes(file))) {
                if (parsed(event).step() <= step) {
                    kept.writeBytes(framed(event));
                }
            }
        }
        if (kept.size() == 0) {
            var version = new ByteArrayOutputStream();
            var out = CodedOutputStream.newInstance(version);
            out.writeDouble(WALL_TIME, now());
            out.writeString(FILE_VERSION, VERSION);
            out.flush();
            kept.writeBytes(framed(version.toByteArray()));
        }
        var written = file.resolveSibling("events.part");
        Files.write(written, kept.toByteArray());
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
    }

    void append(long step, Map<String, Double> scalars) throws IOException {
        var summary = new ByteArrayOutputStream();
        var values = CodedOutputStream.newInstance(summary);
        for (var scalar : scalars.entrySet()) {
            var bytes = new ByteArrayOutputStream();
            var value = CodedOutputStream.newInstance(bytes);
            value.writeString(TAG, scalar.getKey());
            value.writeFloat(SIMPLE_VALUE, scalar.getValue().floatValue());
            value.flush();
            values.writeByteArray(VALUE, bytes.toByteArray());
        }
        values.flush();
        var event = new ByteArrayOutputStream();
        var out = CodedOutputStream.newInstance(event);
        out.writeDouble(WALL_TIME, now());
        out.writeInt64(STEP, step);
        out.writeByteArray(SUMMARY, summary.toByteArray());
        out.flush();
        Files.write(file, framed(event.toByteArray()), StandardOpenOption.APPEND);
    }

    /** The whole events of a file, in their order. */
    static List<Event> read(Path file) throws IOException {
        var read = new ArrayList<Event>();
        for (byte[] event : events(Files.readAllBytes(file))) {
            read.add(parsed(event));
        }
        return read;
    }

    private static double now() {
        return System.currentTimeMillis() / 1e3;
    }

    private static byte[] framed(byte[] event) {
        var frame = ByteBuffer.allocate(FRAME + event.length).order(ByteOrder.LITTLE_ENDIAN);
        frame.putLong(event.length).putInt(masked(frame.array(), 0, Long.BYTES));
        frame.put(event).putInt(masked(event, 0, event.length));
        return frame.array();
    }

    /** Ends at the first frame that is not whole: a killed process leaves no other. */
    private static List<byte[]> events(byte[] file) {
        var events = new ArrayList<byte[]>();
        var in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        while (in.remaining() >= FRAME) {
            int start = in.position();
            long length = in.getLong();
            if (in.getInt() != masked(file, start, Long.BYTES) || length > in.remaining() - Integer.BYTES) {
                break;
            }
            var event = new byte[(int) length];
            in.get(event);
            if (in.getInt() != masked(event, 0, event.length)) {
                break;
            }
            events.add(event);
        }
        return events;
    }

    private static Event parsed(byte[] event) throws IOException {
        var in = CodedInputStream.newInstance(event);
        long step = 0;
        Map<String, Float> scalars = new LinkedHashMap<>();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag >>> 3) {
                case STEP -> step = in.readInt64();
                case SUMMARY -> scalars(in.readBytes(), scalars);
                default -> in.skipField(tag);
            }
        }
        return new Event(step, scalars);
    }

    private static void scalars(ByteString summary, Map<String, Float> scalars) throws IOException {
        var values = summary.newCodedInput();
        for (int tag = values.readTag(); tag != 0; tag = values.readTag()) {
            var value = values.readBytes().newCodedInput();
            value.readTag();
            String name = value.readString();
            value.readTag();
            scalars.put(name, value.readFloat());
        }
    }

    /** TFRecord's: turned by 15 bits and moved, since a CRC over bytes that hold a CRC is a poor one. */
    static int masked(byte[] bytes, int start, int length) {
        var crc = new CRC32C();
        crc.update(bytes, start, length);
        return Integer.rotateRight((int) crc.getValue(), 15) + MASK;
    }
}
