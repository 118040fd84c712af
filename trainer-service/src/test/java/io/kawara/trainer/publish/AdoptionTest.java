package io.kawara.trainer.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.kawara.serving.Device;
import io.kawara.serving.ModelException;
import io.kawara.serving.OnnxModel;
import io.kawara.serving.SessionSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdoptionTest {
    private static final String CARD = """
            name: colours
            labels: [red, green, blue]
            input: {width: 3, height: 2}
            mean: [0.485, 0.456, 0.406]
            std: [0.229, 0.224, 0.225]
            """;

    @TempDir
    Path folder;

    @Test
    void givesPixelsToAFloatModelAsItWasTrainedOnThem() throws IOException {
        var file = write("their.onnx", averages("x", "scores", 3));
        byte[] adopted = new Adoption(card(CARD)).adopt(file);

        byte[] image = {10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120, (byte) 130, (byte) 140, (byte) 150, 3, 2, 1};
        try (var model = OnnxModel.load(adopted, new SessionSettings(Device.CPU, 1))) {
            float[] logits = model.imageLogits(List.of(image))[0];

            double[] mean = {0.485, 0.456, 0.406};
            double[] std = {0.229, 0.224, 0.225};
            for (int c = 0; c < 3; c++) {
                double expected = 0;
                for (int pixel = 0; pixel < 6; pixel++) {
                    expected += ((image[pixel * 3 + c] & 255) / 255.0 - mean[c]) / std[c] / 6;
                }
                assertThat((double) logits[c]).isCloseTo(expected, within(1e-5));
            }
            assertThat(model.card().labels()).containsExactly("red", "green", "blue");
        }
    }

    @Test
    void refusesALabelTooMany() throws IOException {
        var file = write("their.onnx", averages("x", "scores", 3));

        assertThatThrownBy(() -> new Adoption(card(CARD.replace("blue", "blue, grey"))).adopt(file))
                .isInstanceOf(ModelException.class);
    }

    @Test
    void refusesAnOutputThatIsNotThere() throws IOException {
        var file = write("their.onnx", averages("x", "scores", 3));

        assertThatThrownBy(() -> new Adoption(card(CARD + "output: logits\n")).adopt(file))
                .hasMessageContaining("no output logits, only [scores]");
    }

    @Test
    void refusesWhatIsNoModel() throws IOException {
        var file = Files.writeString(folder.resolve("text.onnx"), "not a model");

        assertThatThrownBy(() -> new Adoption(card(CARD)).adopt(file)).hasMessageContaining("text.onnx");
    }

    @Test
    void namesAMisspeltKeyOfTheCard() {
        assertThatThrownBy(() -> card(CARD.replace("mean", "means")))
                .hasMessageContaining("card.yaml:4: there is no key 'means'; did you mean 'mean'?");
    }

    private ImportCard card(String yaml) throws IOException {
        return ImportCard.read(Files.writeString(folder.resolve("card.yaml"), yaml));
    }

    private Path write(String name, ModelProto model) throws IOException {
        return Files.write(folder.resolve(name), model.toByteArray());
    }

    /** What others' models look like: float32 {@code [N, C, H, W]} in, here the mean of each channel out. */
    private static ModelProto averages(String input, String output, int channels) {
        var axes = AttributeProto.newBuilder()
                .setName("axes")
                .setType(AttributeProto.AttributeType.INTS)
                .addAllInts(List.of(2L, 3L));
        var keep = AttributeProto.newBuilder()
                .setName("keepdims")
                .setType(AttributeProto.AttributeType.INT)
                .setI(0);
        var mean = NodeProto.newBuilder()
                .setOpType("ReduceMean")
                .addInput(input)
                .addOutput(output)
                .addAttribute(axes)
                .addAttribute(keep);
        return ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(13))
                .setGraph(GraphProto.newBuilder()
                        .setName("averages")
                        .addNode(mean)
                        .addInput(value(input, channels, 2, 3))
                        .addOutput(value(output, channels)))
                .build();
    }

    private static ValueInfoProto value(String name, long... extents) {
        var shape = TensorShapeProto.newBuilder();
        shape.addDimBuilder().setDimParam("N");
        for (long extent : extents) {
            shape.addDimBuilder().setDimValue(extent);
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(TensorProto.DataType.FLOAT_VALUE)
                                .setShape(shape)))
                .build();
    }
}
