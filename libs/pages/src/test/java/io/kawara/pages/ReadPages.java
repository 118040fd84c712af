package io.kawara.pages;

import io.kawara.contracts.Candidates;
import io.kawara.contracts.CharacterBox;
import io.kawara.contracts.PageSize;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Pages as they come out of the readers. */
final class ReadPages {
    /** Boxes as {@code left, top, right, bottom}, each read as の with a probability of 0.75. */
    static ReadPage of(int width, int height, int[]... boxes) {
        return new ReadPage(
                new PageSize(width, height),
                Arrays.stream(boxes)
                        .map(box -> read(
                                CharacterBox.found(0.5, box[0], box[1], box[2] - box[0], box[3] - box[1]), Map.of()))
                        .toList());
    }

    static ReadBox read(CharacterBox box, Map<String, Candidates.Box> opinions) {
        return new ReadBox(box, "U+306E", 0.75, List.of(), opinions);
    }

    /** Boxes anywhere, many of which overlap. */
    static ReadPage random(int boxes, int width, int height, long seed) {
        var random = new SplittableRandom(seed);
        var read = new ArrayList<int[]>();
        for (int i = 0; i < boxes; i++) {
            int x = random.nextInt(width - 60);
            int y = random.nextInt(height - 60);
            read.add(new int[] {x, y, x + random.nextInt(60), y + random.nextInt(60)});
        }
        return of(width, height, read.toArray(int[][]::new));
    }

    private ReadPages() {}
}
