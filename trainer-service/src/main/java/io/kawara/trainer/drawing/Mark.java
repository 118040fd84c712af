package io.kawara.trainer.drawing;

import java.awt.Shape;
import java.awt.geom.Path2D;
import java.util.List;

/**
 * A character as it is written on the flat page.
 *
 * @param joints its halves of the strokes that join it to its neighbours
 */
record Mark(int code, Kind kind, int block, int line, double size, Path2D shape, List<Shape> joints) {}
