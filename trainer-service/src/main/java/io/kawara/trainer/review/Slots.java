package io.kawara.trainer.review;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Divides places among the kinds by their shares, drawing systematically: however few places there are at once, in the long run each has its share. */
final class Slots {
    static List<Kind> draw(int places, Random random) {
        double start = random.nextDouble();
        List<Kind> slots = new ArrayList<>();
        for (int i = 0; i < places; i++) {
            slots.add(at((start + i) / places));
        }
        Collections.shuffle(slots, random);
        return slots;
    }

    private static Kind at(double place) {
        double upTo = 0;
        for (var kind : Kind.values()) {
            upTo += kind.share();
            if (place < upTo) {
                return kind;
            }
        }
        return Kind.RANDOM; // the shares' sum is rounded
    }

    private Slots() {}
}
