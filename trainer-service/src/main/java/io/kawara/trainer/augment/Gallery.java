package io.kawara.trainer.augment;

import io.kawara.trainer.data.Row;
import io.kawara.trainer.transform.BatchStep;
import io.kawara.trainer.transform.Interpolation;
import io.kawara.trainer.transform.PictureBatch;
import io.kawara.trainer.transform.PictureStep;
import io.kawara.trainer.transform.Raster;
import io.kawara.trainer.transform.Resize;
import io.kawara.trainer.transform.Size;
import io.kawara.trainer.transform.Step;
import io.kawara.trainer.transform.TextStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/** Draws what steps do: the original and a few draws of each, side by side. */
public final class Gallery {
    private static final int CELL = 104;
    private static final int DRAWS = 5;
    private static final Size MODEL = new Size(CELL * 3 / 4, CELL * 3 / 4);
    private static final Row CUP = row("a", "red", "enamel cup", "with a handle");
    private static final Row POT = row("b", "blue", "tin cup", "for the road");

    private final List<Raster> pictures;

    /** @param picture what is shown first; null for a drawing of the project's own */
    public Gallery(Raster picture) {
        pictures = new ArrayList<>();
        for (int i = 0; i < Scenes.COUNT; i++) {
            pictures.add(Scenes.scene(i, CELL));
        }
        if (picture != null) {
            pictures.set(0, inCell(picture));
        }
    }

    /** One PNG for each exhibit, named after it, and a page that shows them all. */
    public void write(List<Exhibit> exhibits, Path folder) throws IOException {
        Files.createDirectories(folder);
        for (Exhibit exhibit : exhibits) {
            strip(exhibit).write(folder.resolve(exhibit.name() + ".png"));
        }
        Files.writeString(folder.resolve("README.md"), GalleryPage.of(exhibits));
    }

    private Strip strip(Exhibit exhibit) {
        if (exhibit.steps().stream().anyMatch(TextStep.class::isInstance)) {
            return Strip.ofLines(exhibit.name(), lines(exhibit));
        }
        var shown = new ArrayList<Raster>();
        shown.add(inCell(pictures.get(0)));
        var random = chance(exhibit);
        for (int draw = 0; draw < DRAWS; draw++) {
            shown.add(inCell(drawn(exhibit.steps(), random.split())));
        }
        return Strip.of(exhibit.name(), shown, CELL);
    }

    private Raster drawn(List<Step> steps, SplittableRandom random) {
        var changed = new ArrayList<>(pictures);
        for (Step step : steps) {
            if (step instanceof PictureStep each) {
                changed.replaceAll(picture -> each.apply(picture, MODEL, random.split()));
            } else if (step instanceof BatchStep all) {
                changed = new ArrayList<>(pictures(all.apply(batch(changed), random.split())));
            }
        }
        return changed.get(0);
    }

    /** All at the first one's size, as a batch has them. */
    private static PictureBatch batch(List<Raster> pictures) {
        var first = pictures.get(0);
        int size = first.pixels().length;
        var pixels = new byte[pictures.size() * size];
        for (int i = 0; i < pictures.size(); i++) {
            var alike = Resize.brought(
                    pictures.get(i),
                    new Size(first.width(), first.height()),
                    Resize.Policy.STRETCH,
                    Interpolation.BILINEAR);
            System.arraycopy(alike.pixels(), 0, pixels, i * size, size);
        }
        int count = pictures.size();
        return new PictureBatch(count, first.width(), first.height(), 3, pixels, new float[count], null);
    }

    private static List<Raster> pictures(PictureBatch batch) {
        var pictures = new ArrayList<Raster>();
        int size = batch.pixels().length / batch.count();
        for (int i = 0; i < batch.count(); i++) {
            var pixels = Arrays.copyOfRange(batch.pixels(), i * size, (i + 1) * size);
            pictures.add(new Raster(batch.width(), batch.height(), batch.channels(), pixels));
        }
        return pictures;
    }

    private static Raster inCell(Raster picture) {
        return Math.max(picture.width(), picture.height()) <= CELL
                ? picture
                : Resize.brought(picture, new Size(CELL, CELL), Resize.Policy.LONGEST_SIDE, Interpolation.BILINEAR);
    }

    private static List<String> lines(Exhibit exhibit) {
        var lines = new ArrayList<String>();
        lines.add(said(CUP.words()) + "     (another row of its label: " + said(POT.words()) + ")");
        var random = chance(exhibit);
        for (int draw = 0; draw < DRAWS; draw++) {
            lines.add(said(reworded(exhibit.steps(), random.split())));
        }
        return lines;
    }

    /** The same gallery each time, and other draws for each exhibit. */
    private static SplittableRandom chance(Exhibit exhibit) {
        return new SplittableRandom(exhibit.name().hashCode());
    }

    private static String reworded(List<Step> steps, SplittableRandom random) {
        var row = CUP;
        for (Step step : steps) {
            row = step instanceof TextStep text ? text.row(row, List.of(CUP, POT), random.split()) : row;
        }
        String words = row.words();
        for (Step step : steps) {
            words = step instanceof TextStep text ? thinned(text, text.words(words, random.split()), random) : words;
        }
        return words;
    }

    /** Words stand for tokens here. */
    private static String thinned(TextStep step, String words, SplittableRandom random) {
        String[] tokens = words.split(" ", -1);
        long[] left =
                step.tokens(java.util.stream.LongStream.range(0, tokens.length).toArray(), random.split());
        return String.join(
                " ", Arrays.stream(left).mapToObj(place -> tokens[(int) place]).toList());
    }

    private static String said(String words) {
        return words.replace("\n", " | ");
    }

    private static Row row(String id, String colour, String kind, String more) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("colour", colour);
        fields.put("kind", kind);
        fields.put("more", more);
        return new Row(id, null, Set.of("cup"), fields, id);
    }
}
