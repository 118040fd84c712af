package io.kawara.serving;

/** Where models run. */
public enum Device {
    /** The GPU where there is one that works, else the CPU, with a warning. */
    AUTO,
    /** The GPU; an error where there is none. */
    CUDA,
    CPU
}
