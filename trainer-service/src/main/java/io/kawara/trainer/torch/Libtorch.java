package io.kawara.trainer.torch;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The native library: loaded once a process, and the same for every network in it. */
final class Libtorch {
    private static boolean started;

    private Libtorch() {}

    /** Loads the library; where the class path brings one along, nothing is looked for in the network. */
    private static synchronized void start() {
        if (started) {
            return;
        }
        System.setProperty("OPT_OUT_TRACKING", "true");
        if (Libtorch.class.getResource("/native/lib/pytorch.properties") != null) {
            System.setProperty("ai.djl.offline", "true");
        }
        NDManager.newBaseManager(Device.cpu(), "PyTorch").close();
        // Profiling and fusing would double the peak of memory, and change the last bits after some steps.
        JniUtils.setGraphExecutorOptimize(false);
        started = true;
    }

    static PtNDManager manager() {
        start();
        return (PtNDManager) NDManager.newBaseManager(Device.cpu(), "PyTorch");
    }

    static PtSymbolBlock compile(PtNDManager manager, String source) {
        try (var archive = new ByteArrayInputStream(Archive.of(source))) {
            return JniUtils.loadModule(manager, archive, false, false);
        } catch (IOException e) {
            throw new UncheckedIOException("a program could not be handed to libtorch", e);
        }
    }
}
