package io.kawara.serving;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession.SessionOptions;
import org.jboss.logging.Logger;

/**
 * Where a model runs and with how many threads.
 *
 * @param device never {@link Device#AUTO}: see {@link #on}
 * @param threads within one run
 */
public record SessionSettings(Device device, int threads) {
    private static final Logger LOG = Logger.getLogger(SessionSettings.class);

    public SessionSettings {
        if (device == Device.AUTO) {
            throw new IllegalArgumentException("which device is decided once, at start");
        }
        if (threads < 1) {
            throw new IllegalArgumentException("a model runs on at least 1 thread: " + threads);
        }
    }

    /**
     * Decides on the device: to be called once at start.
     *
     * @throws IllegalStateException if {@link Device#CUDA} was asked for and is not there
     */
    public static SessionSettings on(Device asked, int threads) {
        if (asked == Device.CPU) {
            return new SessionSettings(Device.CPU, threads);
        }
        var missing = whyNoCuda();
        if (missing == null) {
            return new SessionSettings(Device.CUDA, threads);
        }
        if (asked == Device.CUDA) {
            throw new IllegalStateException("device=cuda was asked for, but " + missing
                    + ". Build with -Pcuda on a machine with CUDA 12 and cuDNN 9, or take device=cpu.");
        }
        LOG.warnf("Models run on the CPU: %s", missing);
        return new SessionSettings(Device.CPU, threads);
    }

    private static String whyNoCuda() {
        if (!OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA)) {
            return "this build of ONNX Runtime has no CUDA";
        }
        try (var options = new SessionOptions()) {
            options.addCUDA();
            return null;
        } catch (OrtException e) {
            return "CUDA does not start: " + e.getMessage();
        }
    }

    /** How far a logit may be from what it was on another machine, as a share of itself where it is above 1: a GPU multiplies with fewer bits (TF32). */
    double tolerance() {
        return device == Device.CUDA ? 2e-2 : 1e-3;
    }

    SessionOptions options() throws OrtException {
        var options = new SessionOptions();
        try {
            options.setIntraOpNumThreads(threads);
            options.setInterOpNumThreads(1);
            // Batches differ in size, and a pattern per size would be kept for ever.
            options.setMemoryPatternOptimization(false);
            // Services share the cores: a thread that waits must not burn one.
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            if (device == Device.CUDA) {
                options.addCUDA();
            }
            return options;
        } catch (OrtException e) {
            options.close();
            throw e;
        }
    }
}
