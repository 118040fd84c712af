package io.kawara.trainer.torch;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.JniUtils;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
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
        waitAsleep();
        if (Libtorch.class.getResource("/native/lib/pytorch.properties") != null) {
            System.setProperty("ai.djl.offline", "true");
        }
        NDManager.newBaseManager(Device.cpu(), "PyTorch").close();
        started = true;
    }

    /**
     * Has OpenMP's threads sleep while they wait for each other, unless the user decided on that: on a machine that does
     * other work too, spinning takes four times the processor's time and makes steps five times as long. OpenMP reads
     * the environment when it is loaded, and Java cannot write to it.
     */
    private static void waitAsleep() {
        if (!Platform.isLinux()) {
            return;
        }
        var keep = 0;
        NativeLibrary.getInstance("c").getFunction("setenv").invokeInt(new Object[] {"OMP_WAIT_POLICY", "PASSIVE", keep
        });
    }

    static PtNDManager manager() {
        start();
        return (PtNDManager) NDManager.newBaseManager(Device.cpu(), "PyTorch");
    }

    /**
     * Whether this thread's operations are noted down for the way back. A thread that asks also runs programs as they are from then on: profiling and
     * fusing, which libtorch turns on in each thread, would double the peak of memory, and change the last bits after some steps.
     */
    static void setGradMode(boolean on) {
        JniUtils.setGradMode(on);
        JniUtils.setGraphExecutorOptimize(false);
    }

    static PtSymbolBlock compile(PtNDManager manager, String source) {
        try (var archive = new ByteArrayInputStream(Archive.of(source))) {
            return JniUtils.loadModule(manager, archive, false, false);
        } catch (IOException e) {
            throw new UncheckedIOException("a program could not be handed to libtorch", e);
        }
    }
}
