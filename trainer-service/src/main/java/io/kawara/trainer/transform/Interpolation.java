package io.kawara.trainer.transform;

/** What lies between pixels. */
public enum Interpolation {
    BILINEAR(1) {
        @Override
        double weight(double distance) {
            return distance < 1 ? 1 - distance : 0;
        }
    },
    /** Keys' cubic with a = -0.5, as in PIL; OpenCV's has -0.75. */
    BICUBIC(2) {
        @Override
        double weight(double distance) {
            double d = distance;
            if (d < 1) {
                return (1.5 * d - 2.5) * d * d + 1;
            }
            return d < 2 ? ((-0.5 * d + 2.5) * d - 4) * d + 2 : 0;
        }
    };

    /** Pixels to either side that count. */
    final int reach;

    Interpolation(int reach) {
        this.reach = reach;
    }

    /** What a pixel counts at a distance, in pixels, of at least 0. */
    abstract double weight(double distance);
}
