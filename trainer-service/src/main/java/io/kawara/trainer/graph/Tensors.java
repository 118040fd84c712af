package io.kawara.trainer.graph;

import ai.onnx.proto.OnnxMl.TensorProto;
import java.nio.ByteOrder;

/** Reads the numbers of ONNX tensors, which come raw or as lists. */
public final class Tensors {
    private Tensors() {}

    /** A tensor of 32-bit floats. */
    public static Weight weight(TensorProto tensor) {
        return new Weight(tensor.getName(), shape(tensor), floats(tensor));
    }

    /** The tensor's extents. */
    public static long[] shape(TensorProto tensor) {
        return tensor.getDimsList().stream().mapToLong(Long::longValue).toArray();
    }

    /** The numbers of a tensor of 32-bit floats. */
    public static float[] floats(TensorProto tensor) {
        requireType(tensor, TensorProto.DataType.FLOAT_VALUE);
        var numbers = new float[Weight.size(shape(tensor))];
        if (tensor.hasRawData()) {
            tensor.getRawData()
                    .asReadOnlyByteBuffer()
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer()
                    .get(numbers);
        } else {
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = tensor.getFloatData(i);
            }
        }
        return numbers;
    }

    /** The numbers of a tensor of 64-bit integers. */
    public static long[] longs(TensorProto tensor) {
        requireType(tensor, TensorProto.DataType.INT64_VALUE);
        var numbers = new long[Weight.size(shape(tensor))];
        if (tensor.hasRawData()) {
            tensor.getRawData()
                    .asReadOnlyByteBuffer()
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asLongBuffer()
                    .get(numbers);
        } else {
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = tensor.getInt64Data(i);
            }
        }
        return numbers;
    }

    private static void requireType(TensorProto tensor, int type) {
        if (tensor.getDataType() != type) {
            throw new IllegalArgumentException("tensor %s is of type %s where %s was looked for"
                    .formatted(
                            tensor.getName(),
                            TensorProto.DataType.forNumber(tensor.getDataType()),
                            TensorProto.DataType.forNumber(type)));
        }
    }
}
