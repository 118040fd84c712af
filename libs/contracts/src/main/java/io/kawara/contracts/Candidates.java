package io.kawara.contracts;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What each box of a page may be, in the order of a {@link Prediction}'s characters: the best of thousands of classes with the logarithms of their
 * probabilities, and how probable all others are together.
 *
 * @param classes how many classes the model knows
 * @param codes the codes that are candidates anywhere on the page, each once. Of a model that knows {@link PageRules#FALSE_POSITIVE} that is a candidate of
 *     every box, however improbable
 * @param packed for each box: uint8 number of candidates; for each of these, best first, uint16 index into {@code codes} and uint16 surprise, which is
 *     {@code -ln p} in steps of {@link #STEP}; and uint16 surprise of any one other class, on average. Big-endian; Base64 in JSON
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@SuppressWarnings("ArrayRecordComponent") // thousands of candidates a page
public record Candidates(int classes, List<String> codes, byte[] packed) {
    /** How fine a surprise is: 1/2048; the greatest is nearly 32. */
    public static final double STEP = 1.0 / 2048;

    /** How many candidates travel with a box at most. */
    public static final int MOST = 50;

    private static final int GREATEST = 0xffff;

    public Candidates {
        requireNonNull(packed, "packed");
        codes = List.copyOf(codes);
        if (classes < 1 || codes.size() > GREATEST + 1) {
            throw new IllegalArgumentException(
                    "candidates are of " + classes + " classes, " + codes.size() + " of them seen");
        }
        check(packed, codes.size());
    }

    private static void check(byte[] packed, int codes) {
        int at = 0;
        while (at < packed.length) {
            int end = at + 1 + 4 * (packed[at] & 0xff) + 2;
            if (end > packed.length) {
                throw new IllegalArgumentException("candidates end in the middle of a box");
            }
            for (int candidate = at + 1; candidate < end - 2; candidate += 4) {
                if ((((packed[candidate] & 0xff) << 8) | (packed[candidate + 1] & 0xff)) >= codes) {
                    throw new IllegalArgumentException("candidates name a code that is not there");
                }
            }
            at = end;
        }
    }

    /**
     * A box's candidates.
     *
     * @param logarithms of each candidate's probability, best first
     * @param rest the logarithm of the mean probability of a class that is no candidate
     */
    public record Box(Map<String, Double> logarithms, double rest) {
        public Box {
            logarithms = Collections.unmodifiableMap(new LinkedHashMap<>(logarithms));
            if (logarithms.size() > 255) {
                throw new IllegalArgumentException("a box has 255 candidates at most, not " + logarithms.size());
            }
        }

        /**
         * The {@link #MOST} most probable classes, equal ones in their order, and {@link PageRules#FALSE_POSITIVE} where the model knows it.
         *
         * @param labels the classes
         * @param logarithms of their probabilities
         */
        public static Box of(List<String> labels, double[] logarithms) {
            int falsePositive = labels.indexOf(PageRules.FALSE_POSITIVE);
            var best = best(logarithms);
            if (falsePositive >= 0 && !best.contains(falsePositive)) {
                best.add(falsePositive);
            }
            var named = new LinkedHashMap<String, Double>();
            var isNamed = new boolean[logarithms.length];
            for (int label : best) {
                named.put(labels.get(label), logarithms[label]);
                isNamed[label] = true;
            }
            double others = 0;
            for (int i = 0; i < logarithms.length; i++) {
                others += isNamed[i] ? 0 : Math.exp(logarithms[i]);
            }
            return new Box(named, Math.log(others / Math.max(1, logarithms.length - best.size())));
        }

        private static List<Integer> best(double[] logarithms) {
            var best = new ArrayList<Integer>();
            for (int i = 0; i < logarithms.length; i++) {
                if (best.size() == MOST) {
                    if (logarithms[i] <= logarithms[best.get(MOST - 1)]) {
                        continue;
                    }
                    best.remove(MOST - 1);
                }
                int place = best.size();
                while (place > 0 && logarithms[i] > logarithms[best.get(place - 1)]) {
                    place--;
                }
                best.add(place, i);
            }
            return best;
        }

        /** The logarithm of the probability of a class, candidate or not: what is missing is improbable, not impossible. */
        public double logarithm(String code) {
            return logarithms.getOrDefault(code, rest);
        }
    }

    /** Packs the candidates of each box. */
    public static Candidates of(int classes, List<Box> boxes) {
        var indices = new LinkedHashMap<String, Integer>();
        int size = 0;
        for (var box : boxes) {
            box.logarithms().keySet().forEach(code -> indices.putIfAbsent(code, indices.size()));
            size += 1 + 4 * box.logarithms().size() + 2;
        }
        var packed = ByteBuffer.allocate(size);
        for (var box : boxes) {
            packed.put((byte) box.logarithms().size());
            box.logarithms()
                    .forEach((code, logarithm) ->
                            packed.putShort(indices.get(code).shortValue()).putShort(surprise(logarithm)));
            packed.putShort(surprise(box.rest()));
        }
        return new Candidates(classes, List.copyOf(indices.keySet()), packed.array());
    }

    private static short surprise(double logarithm) {
        return (short) Math.rint(Math.max(0, Math.min(GREATEST, -logarithm / STEP)));
    }

    /** Whether the model tells boxes without a character from others. */
    public boolean knowFalsePositives() {
        return codes.contains(PageRules.FALSE_POSITIVE);
    }

    /** How many boxes there are. */
    @JsonIgnore
    public int boxes() {
        int boxes = 0;
        for (int at = 0; at < packed.length; boxes++) {
            at += 1 + 4 * (packed[at] & 0xff) + 2;
        }
        return boxes;
    }

    /** The candidates of each box. */
    public List<Box> unpacked() {
        var boxes = new ArrayList<Box>();
        var from = ByteBuffer.wrap(packed);
        while (from.hasRemaining()) {
            var logarithms = new LinkedHashMap<String, Double>();
            for (int left = from.get() & 0xff; left > 0; left--) {
                logarithms.put(codes.get(from.getShort() & 0xffff), logarithm(from.getShort()));
            }
            boxes.add(new Box(logarithms, logarithm(from.getShort())));
        }
        return boxes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Candidates that
                && classes == that.classes
                && codes.equals(that.codes)
                && Arrays.equals(packed, that.packed);
    }

    @Override
    public int hashCode() {
        return 31 * codes.hashCode() + Arrays.hashCode(packed);
    }

    @Override
    public String toString() {
        return "Candidates[" + boxes() + " boxes, " + codes.size() + " of " + classes + " classes]";
    }

    private static double logarithm(short surprise) {
        return -(surprise & 0xffff) * STEP;
    }
}
