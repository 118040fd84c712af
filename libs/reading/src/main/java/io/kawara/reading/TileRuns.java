package io.kawara.reading;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects tiles until there are as many of one size as a run takes, and gives what is found in them to the look that each belongs to. */
final class TileRuns {
    private final PageDetector.Model model;
    private final double threshold;
    private final int pixels;
    private final Map<Size, List<Tile>> waiting = new LinkedHashMap<>();

    private record Size(int width, int height) {}

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Tile(byte[] pixels, Span columns, Span rows, Look look) {}

    /** @param pixels of all tiles in one run */
    TileRuns(PageDetector.Model model, double threshold, int pixels) {
        this.model = model;
        this.threshold = threshold;
        this.pixels = pixels;
    }

    void add(SizedPage page, Span columns, Span rows, Look look) {
        var size = new Size(columns.length(), rows.length());
        var tiles = waiting.computeIfAbsent(size, none -> new ArrayList<>());
        tiles.add(new Tile(page.tile(columns, rows), columns, rows, look));
        if ((long) (tiles.size() + 1) * size.width() * size.height() > pixels) {
            waiting.remove(size);
            run(size, tiles);
        }
    }

    /** Runs what waits for others of its size. */
    void finish() {
        waiting.forEach(this::run);
        waiting.clear();
    }

    private void run(Size size, List<Tile> tiles) {
        var maps = model.maps(tiles.stream().map(Tile::pixels).toList(), size.width(), size.height());
        for (int i = 0; i < tiles.size(); i++) {
            var tile = tiles.get(i);
            Peaks.in(maps.get(i), tile.columns(), tile.rows(), threshold).forEach(tile.look()::add);
        }
    }
}
