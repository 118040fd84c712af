package io.kawara.trainer.augment;

import io.kawara.serving.ImageInput;
import io.kawara.trainer.graph.Input;
import io.kawara.trainer.recipe.Recipe;
import io.kawara.trainer.recipe.StageKeys;
import io.kawara.trainer.synthesize.Glyphs;
import io.kawara.trainer.synthesize.LetterGenerator;
import io.kawara.trainer.synthesize.LetterGenerators;
import io.kawara.trainer.synthesize.LetterPicture;
import io.kawara.trainer.training.Batch;
import io.kawara.trainer.training.BatchSource;
import io.kawara.trainer.zoo.SpottingCnn;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Batches of pictures of letters, each drawn by the worker that first needs it. Within an epoch each is turned by some quarter turns: letters lie at any
 * angle, so it is as likely a picture as before.
 *
 * <p>Targets are a one for each letter that is there, or with {@code places} shares of a one at the places of {@link SpottingCnn}'s map nearest to its
 * middle, {@code [letters, places, places]}: over its places a letter's probabilities sum up to that of its being there.
 */
public final class LetterSource implements BatchSource {
    /** Bytes of pictures that are kept once drawn; what goes beyond is drawn again, which is as quick as to decode it. */
    private static final long MEMORY = 512L << 20;

    private final LetterGenerator generator;
    private final ImageInput input;
    private final boolean places;
    private final boolean turns;
    private final long seed;
    private final int pictures;
    private final AtomicReferenceArray<LetterPicture> kept;

    LetterSource(LetterGenerator generator, ImageInput input, int pictures, boolean places, boolean turns, long seed) {
        this.generator = generator;
        this.input = input;
        this.pictures = pictures;
        this.places = places;
        this.turns = turns;
        this.seed = seed;
        this.kept = new AtomicReferenceArray<>((int) Math.min(pictures, MEMORY / input.size()));
    }

    /** What a recipe, or a stage of it, learns from. */
    public static LetterSource learnt(Recipe recipe, Path folder) throws IOException {
        return new LetterSource(
                LetterGenerators.learnt(recipe, folder),
                recipe.input().card(),
                recipe.data().glyphs().pictures(),
                "true".equals(recipe.options().get(StageKeys.PLACES)),
                true,
                recipe.train().seed());
    }

    /** Pictures of glyphs that it does not learn from, as they are drawn, and which letters they hold. */
    public static LetterSource unseen(Recipe recipe, Path folder, int pictures) throws IOException {
        return new LetterSource(
                LetterGenerators.unseen(recipe, folder), recipe.input().card(), pictures, false, false, 0);
    }

    @Override
    public int size() {
        return pictures;
    }

    @Override
    public Batch batch(int epoch, int number, int[] indices) {
        int side = input.width();
        int map = SpottingCnn.places(side);
        int answers = Glyphs.LETTERS * (places ? map * map : 1);
        var pixels = new byte[indices.length * input.size()];
        var targets = new float[indices.length * answers];
        for (int i = 0; i < indices.length; i++) {
            var picture = picture(indices[i]);
            int quarters = turns ? Draw.ofRow(seed, epoch, number, i).nextInt(4) : 0;
            turn(picture.pixels(), quarters, pixels, i * input.size());
            for (var letter : picture.placed()) {
                if (places) {
                    double[] place = turned(letter.x(), letter.y(), quarters);
                    put(place[0] * map, place[1] * map, map, targets, i * answers + letter.letter() * map * map);
                } else {
                    targets[i * answers + letter.letter()] = 1;
                }
            }
        }
        return new Batch(new Input.Images(pixels, indices.length, side, side, input.channels()), targets);
    }

    private LetterPicture picture(int number) {
        if (number >= kept.length()) {
            return generator.draw(number);
        }
        var picture = kept.get(number);
        if (picture == null) {
            picture = generator.draw(number); // two workers may draw it, but both draw the same
            kept.set(number, picture);
        }
        return picture;
    }

    /** Turned to the left, every channel alike. */
    private void turn(byte[] grey, int quarters, byte[] target, int offset) {
        int side = input.width();
        int last = side - 1;
        int at = offset;
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                int from = switch (quarters) {
                    case 1 -> x * side + last - y;
                    case 2 -> (last - y) * side + last - x;
                    case 3 -> (last - x) * side + y;
                    default -> y * side + x;
                };
                for (int channel = 0; channel < input.channels(); channel++) {
                    target[at++] = grey[from];
                }
            }
        }
    }

    /** Shares a one among the four places around a point: which of two places a letter between them is at is chance, and not to be learnt. */
    private static void put(double x, double y, int map, float[] targets, int offset) {
        int left = (int) Math.floor(x - 0.5);
        int top = (int) Math.floor(y - 0.5);
        float right = (float) (x - 0.5 - left);
        float down = (float) (y - 0.5 - top);
        for (int corner = 0; corner < 4; corner++) {
            int column = Math.max(0, Math.min(map - 1, left + corner % 2));
            int row = Math.max(0, Math.min(map - 1, top + corner / 2));
            targets[offset + row * map + column] +=
                    (corner % 2 == 0 ? 1 - right : right) * (corner / 2 == 0 ? 1 - down : down);
        }
    }

    /** Where a point of the unit square comes to lie. */
    private static double[] turned(double x, double y, int quarters) {
        return switch (quarters) {
            case 1 -> new double[] {y, 1 - x};
            case 2 -> new double[] {1 - x, 1 - y};
            case 3 -> new double[] {1 - y, x};
            default -> new double[] {x, y};
        };
    }
}
