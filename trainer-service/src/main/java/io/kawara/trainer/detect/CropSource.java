package io.kawara.trainer.detect;

import io.kawara.pages.Box;
import io.kawara.serving.ImageInput;
import io.kawara.trainer.augment.Augmentation;
import io.kawara.trainer.augment.Draw;
import io.kawara.trainer.graph.Input;
import io.kawara.trainer.recipe.CropKeys;
import io.kawara.trainer.recipe.DetectorRecipe;
import io.kawara.trainer.recipe.PagesKeys;
import io.kawara.trainer.training.Batch;
import io.kawara.trainer.training.BatchSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Batches of random parts of pages, at random sizes and in changed colours, with what a detector should say of them. Parts without characters are left in. */
public final class CropSource implements BatchSource {
    private static final long MIB = 1 << 20;

    private final List<LabelledPage> pages;
    private final List<Integer> shown = new ArrayList<>();
    private final KeptPages pixels;
    private final List<PageScale> scales;
    private final CropKeys crops;
    private final Augmentation colours;
    private final int channels;
    private final long seed;

    public CropSource(List<LabelledPage> pages, DetectorRecipe recipe) {
        this.pages = List.copyOf(pages);
        crops = recipe.crops();
        channels = recipe.page().channels();
        seed = recipe.train().seed();
        colours = new Augmentation(
                recipe.colours(), new ImageInput(crops.size(), crops.size(), channels, ImageInput.Resize.STRETCH));
        scales = pages.stream()
                .map(page -> PageScale.of(page.page(), recipe.page().card()))
                .toList();
        var largest = new double[pages.size()];
        for (int i = 0; i < largest.length; i++) {
            largest[i] = scale(pages.get(i).of()).get(1);
            for (int crop = 0; crop < pages.get(i).of().crops(); crop++) {
                shown.add(i);
            }
        }
        long memory = Math.min(crops.memory() * MIB, Runtime.getRuntime().maxMemory() / 2);
        pixels = new KeptPages(this.pages, scales, largest, channels, memory);
    }

    private List<Double> scale(PagesKeys keys) {
        return keys.scale().isEmpty() ? crops.scale() : keys.scale();
    }

    @Override
    public int size() {
        return shown.size();
    }

    @Override
    public Batch batch(int epoch, int number, int[] indices) throws IOException {
        int size = crops.size();
        var images = new byte[indices.length * size * size * channels];
        float[] targets = null;
        for (int i = 0; i < indices.length; i++) {
            int page = shown.get(indices[i]);
            var random = Draw.ofRow(seed, epoch, number, i);
            var whole = pixels.at(page);
            var window = window(whole, page, random);
            var crop = colours.apply(window.cut(whole.pixels()), random);
            System.arraycopy(crop.pixels(), 0, images, i * crop.pixels().length, crop.pixels().length);
            var wanted = MapTargets.of(boxes(page, whole, window), size, crops.visible());
            targets = targets == null ? new float[indices.length * wanted.length] : targets;
            System.arraycopy(wanted, 0, targets, i * wanted.length, wanted.length);
        }
        return new Batch(new Input.Images(images, indices.length, size, size, channels), targets);
    }

    private Window window(KeptPages.Kept whole, int page, SplittableRandom random) {
        var scale = scale(pages.get(page).of());
        double zoom = between(Math.log(scale.get(0)), Math.log(scale.get(1)), random);
        double stretch = between(-0.5, 0.5, random) * Math.log(crops.stretch());
        double across = whole.scale() / whole.across();
        double down = whole.scale() / whole.down();
        return Window.draw(
                whole.pixels(),
                crops.size(),
                across * Math.exp(zoom + stretch),
                down * Math.exp(zoom - stretch),
                random);
    }

    private static double between(double least, double most, SplittableRandom random) {
        return least + (most - least) * random.nextDouble();
    }

    private List<Box> boxes(int page, KeptPages.Kept kept, Window window) {
        return pages.get(page).page().characters().stream()
                .map(Box::of)
                .map(kept::placed)
                .map(window::placed)
                .toList();
    }
}
