package io.kawara.trainer.torch;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import io.kawara.trainer.graph.Weight;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * Weights as native arrays.
 *
 * <p>Those of a convolution over planes lie in memory as the planes do, channels last, so that no step has to reorder them;
 * outside they are {@code [out, in, height, width]} all the same.
 */
final class NativeWeights {
    private static final long[] TO_CHANNELS_LAST = {0, 2, 3, 1};
    private static final long[] FROM_CHANNELS_LAST = {0, 3, 1, 2};

    private NativeWeights() {}

    static PtNDArray create(PtNDManager manager, Weight weight) {
        var shape = new Shape(weight.shape());
        if (shape.dimension() != TO_CHANNELS_LAST.length) {
            return manager.create(FloatBuffer.wrap(weight.values()), shape, DataType.FLOAT32);
        }
        try (var scope = (PtNDManager) manager.newSubManager()) {
            var plain = scope.create(FloatBuffer.wrap(weight.values()), shape, DataType.FLOAT32);
            var moved = JniUtils.permute(plain, TO_CHANNELS_LAST);
            var inOrder = moved.flatten().reshape(moved.getShape());
            var array = JniUtils.clone(JniUtils.permute(inOrder, FROM_CHANNELS_LAST));
            array.attach(manager);
            return array;
        }
    }

    /** Zeroes that lie in memory as the array does: operations over both are twice as fast then. */
    static PtNDArray zerosLike(PtNDArray array) {
        return JniUtils.clone(array).muli(0);
    }

    static float[] numbers(PtNDArray array) {
        // What DJL makes to read an array that does not lie in order stays with the array's manager.
        try (var scope = array.getManager().newSubManager()) {
            var view = JniUtils.detachGradient(array);
            view.attach(scope);
            return view.toFloatArray();
        }
    }

    /** Writes into the array where it is: its own {@code set} would lay it out anew. */
    static void set(PtNDArray array, float[] values) {
        if (array.getShape().dimension() == 0) {
            array.set(FloatBuffer.wrap(values));
            return;
        }
        var shape = array.getShape().getShape();
        var from = new long[shape.length];
        var step = new long[shape.length];
        Arrays.fill(step, 1);
        try (var plain = array.getManager().create(FloatBuffer.wrap(values), array.getShape(), DataType.FLOAT32)) {
            JniUtils.indexSet(array, plain, from, shape, step);
        }
    }
}
