package io.kawara.trainer.torch;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import io.kawara.trainer.graph.Input;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Hands a batch to libtorch through memory outside the heap that the next batch uses again: DJL would take new memory each time, which comes back only
 * when the garbage collector happens to run. For one thread at a time; an array is valid until its part is staged again.
 */
final class Staging {
    /** What a batch consists of. */
    enum Part {
        INPUT,
        BOXES,
        TARGETS,
        WEIGHTS,
        TEACHER
    }

    private final Map<Part, ByteBuffer> buffers = new EnumMap<>(Part.class);

    /**
     * What a program takes as input: pictures {@code [N, H, W, C]} of uint8, token ids {@code [N, L]} of int64, or pages {@code [N, H, W, C]} of uint8 and
     * boxes {@code [K, 5]}.
     */
    List<PtNDArray> arrays(PtNDManager scope, Input input) {
        if (input instanceof Input.Images images) {
            var shape = new Shape(images.count(), images.height(), images.width(), images.channels());
            return List.of(pixels(scope, images.pixels(), shape));
        }
        if (input instanceof Input.Pages pages) {
            var shape = new Shape(pages.pages(), pages.height(), pages.width(), pages.channels());
            var boxes = new Shape(pages.count(), Input.Pages.SIDES);
            return List.of(pixels(scope, pages.pixels(), shape), array(scope, Part.BOXES, pages.boxes(), boxes));
        }
        var tokens = (Input.Tokens) input;
        var buffer = buffer(Part.INPUT, tokens.ids().length * Long.BYTES);
        buffer.asLongBuffer().put(tokens.ids());
        return List.of(scope.create(buffer, new Shape(tokens.count(), tokens.length()), DataType.INT64));
    }

    private PtNDArray pixels(PtNDManager scope, byte[] pixels, Shape shape) {
        var buffer = buffer(Part.INPUT, pixels.length);
        buffer.put(0, pixels);
        return scope.create(buffer, shape, DataType.UINT8);
    }

    PtNDArray array(PtNDManager scope, Part part, float[] numbers, Shape shape) {
        var buffer = buffer(part, numbers.length * Float.BYTES);
        buffer.asFloatBuffer().put(numbers);
        return scope.create(buffer, shape, DataType.FLOAT32);
    }

    private ByteBuffer buffer(Part part, int bytes) {
        var buffer = buffers.get(part);
        if (buffer == null || buffer.capacity() < bytes) {
            buffer = ByteBuffer.allocateDirect(bytes);
            buffers.put(part, buffer);
        }
        return buffer.clear().limit(bytes).slice().order(ByteOrder.nativeOrder());
    }
}
