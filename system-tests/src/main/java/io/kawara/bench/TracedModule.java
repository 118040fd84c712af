package io.kawara.bench;

import ai.djl.Device;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A module that PyTorch traced, run on the libtorch that Kawara runs on. */
final class TracedModule {
    /** Median seconds of one forward and backward pass; gradients add up, which costs what zeroing them would. */
    static double seconds(Path file, int batch, int side, int classes, int steps) throws IOException {
        try (var manager = (PtNDManager) NDManager.newBaseManager(Device.cpu(), "PyTorch");
                InputStream in = Files.newInputStream(file);
                var module = JniUtils.loadModule(manager, in, false, false)) {
            JniUtils.enableTrainingMode(module);
            var times = new double[steps];
            for (int i = 0; i < steps; i++) {
                long start = System.nanoTime();
                try (var scope = (PtNDManager) manager.newSubManager()) {
                    var images = scope.randomUniform(0, 1, new Shape(batch, 3, side, side));
                    var targets = scope.arange(0, batch, 1, DataType.INT64).mod(classes);
                    JniUtils.setGradMode(true);
                    var loss = (PtNDArray) IValueUtils.forward(module, new NDList(images, targets), true)
                            .singletonOrThrow();
                    JniUtils.backward(loss, (PtNDArray) scope.ones(new Shape()), false, false);
                    JniUtils.setGradMode(false);
                }
                times[i] = (System.nanoTime() - start) / 1e9;
            }
            return TrainingSteps.median(times);
        }
    }

    private TracedModule() {}
}
