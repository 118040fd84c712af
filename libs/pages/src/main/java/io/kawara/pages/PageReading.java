package io.kawara.pages;

import static java.util.Objects.requireNonNull;

import io.kawara.contracts.Candidates;
import io.kawara.contracts.CharacterBox;
import java.util.List;

/**
 * What one classifier reads on a page.
 *
 * @param weight how much it counts in a soft vote, above 0
 * @param characters every box with what it reads there
 * @param candidates what else each may be, in the order of the characters
 */
public record PageReading(String model, double weight, List<CharacterBox> characters, Candidates candidates) {
    public PageReading {
        requireNonNull(model, "model");
        characters = List.copyOf(characters);
        if (!(weight > 0 && weight < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("weight of " + model + " must be a number above 0: " + weight);
        }
        if (characters.size() != candidates.boxes()) {
            throw new IllegalArgumentException(
                    model + " reads " + characters.size() + " boxes with candidates of " + candidates.boxes());
        }
    }

    /** Whether both read the same boxes in the same order. */
    public boolean isOfTheBoxesOf(PageReading other) {
        if (characters.size() != other.characters.size()) {
            return false;
        }
        for (int i = 0; i < characters.size(); i++) {
            var box = characters.get(i);
            var that = other.characters.get(i);
            if (box.x() != that.x() || box.y() != that.y() || box.w() != that.w() || box.h() != that.h()) {
                return false;
            }
        }
        return true;
    }
}
