package io.kawara.trainer.drawing;

import java.awt.Rectangle;
import java.awt.Shape;
import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A page's ink where the photograph will show it, and the box around that of each character. */
final class Sheet {
    final Layer text;
    /** Rules, drawings, dots: ink that is no character. */
    final Layer rest;

    final Layer seals;
    final List<PageCharacter> characters = new ArrayList<>();

    private final Map<Integer, Integer> blocks = new HashMap<>();
    private final Map<Integer, Integer> lines = new HashMap<>();
    private final Warp warp;

    Sheet(int width, int height, Warp warp) {
        this.text = new Layer(width, height);
        this.rest = new Layer(width, height);
        this.seals = new Layer(width, height);
        this.warp = warp;
    }

    /** @param thicker than its font a character of one pixel is */
    Sheet print(List<Mark> marks, double thicker) {
        var page = new Rectangle(text.width, text.height);
        for (var mark : marks) {
            Path2D shape = warp.apply(mark.shape());
            var joints = mark.joints().stream().map(warp::apply).toList();
            if (!page.contains(shape.getBounds())) {
                continue; // nothing is cut: what is labelled can be read
            }
            var box = text.draw(shape, thicker * mark.size(), joints);
            if (box != null) {
                add(mark, box);
            }
        }
        return this;
    }

    /** Blocks and lines that stayed empty are not counted. */
    private void add(Mark mark, Rectangle box) {
        blocks.putIfAbsent(mark.block(), blocks.size() + 1);
        lines.putIfAbsent(mark.line(), lines.size() + 1);
        int block = blocks.get(mark.block());
        int line = lines.get(mark.line());
        int order = characters.size() + 1;
        characters.add(
                new PageCharacter(mark.code(), mark.kind(), block, line, order, box.x, box.y, box.width, box.height));
    }

    void draw(List<Shape> shapes) {
        shapes.forEach(shape -> rest.draw(warp.apply(shape)));
    }

    void stamp(List<Shape> shapes) {
        shapes.forEach(shape -> seals.draw(warp.apply(shape)));
    }
}
