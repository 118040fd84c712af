package io.kawara.trainer.synthesize;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Arc2D;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/** A merchant's sign, drawn in a square of side 1. */
enum Logo {
    LEAF {
        @Override
        Shape shape() {
            var leaf = new Path2D.Double();
            leaf.moveTo(0.5, 0);
            leaf.curveTo(1.1, 0.35, 0.9, 0.9, 0.5, 1);
            leaf.curveTo(0.1, 0.9, -0.1, 0.35, 0.5, 0);
            return without(leaf, new Rectangle2D.Double(0.48, 0.25, 0.04, 0.6));
        }
    },
    CUP {
        @Override
        Shape shape() {
            var cup = new Area(new Arc2D.Double(0.05, -0.35, 0.7, 1.2, 180, 180, Arc2D.CHORD));
            cup.add(new Area(line(new Ellipse2D.Double(0.62, 0.28, 0.3, 0.3), 0.08f)));
            cup.add(new Area(new Rectangle2D.Double(0, 0.9, 0.8, 0.08)));
            return cup;
        }
    },
    WAVE {
        @Override
        Shape shape() {
            var waves = new Path2D.Double();
            for (double y = 0.2; y < 1; y += 0.3) {
                waves.moveTo(0, y);
                waves.curveTo(0.2, y - 0.3, 0.3, y + 0.3, 0.5, y);
                waves.curveTo(0.7, y - 0.3, 0.8, y + 0.3, 1, y);
            }
            return line(waves, 0.1f);
        }
    },
    SUN {
        @Override
        Shape shape() {
            var sun = new Area(new Ellipse2D.Double(0.25, 0.25, 0.5, 0.5));
            for (int ray = 0; ray < 8; ray++) {
                var turned = AffineTransform.getRotateInstance(ray * Math.PI / 4, 0.5, 0.5);
                sun.add(new Area(turned.createTransformedShape(new Rectangle2D.Double(0.46, 0, 0.08, 0.18))));
            }
            return sun;
        }
    },
    MOON {
        @Override
        Shape shape() {
            return without(new Ellipse2D.Double(0, 0, 1, 1), new Ellipse2D.Double(0.28, -0.05, 0.9, 0.9));
        }
    },
    CROSS {
        @Override
        Shape shape() {
            var cross = new Area(new Rectangle2D.Double(0.34, 0, 0.32, 1));
            cross.add(new Area(new Rectangle2D.Double(0, 0.34, 1, 0.32)));
            return cross;
        }
    },
    STAR {
        @Override
        Shape shape() {
            var star = new Path2D.Double();
            for (int point = 0; point < 10; point++) {
                double radius = point % 2 == 0 ? 0.5 : 0.2;
                double x = 0.5 + radius * Math.sin(point * Math.PI / 5);
                double y = 0.5 - radius * Math.cos(point * Math.PI / 5);
                if (point == 0) {
                    star.moveTo(x, y);
                } else {
                    star.lineTo(x, y);
                }
            }
            star.closePath();
            return star;
        }
    },
    WHEEL {
        @Override
        Shape shape() {
            var wheel = new Path2D.Double(new Ellipse2D.Double(0.05, 0.05, 0.9, 0.9));
            for (int spoke = 0; spoke < 4; spoke++) {
                double x = 0.45 * Math.cos(spoke * Math.PI / 4);
                double y = 0.45 * Math.sin(spoke * Math.PI / 4);
                wheel.moveTo(0.5 - x, 0.5 - y);
                wheel.lineTo(0.5 + x, 0.5 + y);
            }
            return line(wheel, 0.06f);
        }
    };

    abstract Shape shape();

    void draw(Graphics2D graphics, double x, double y, double side) {
        var placed = AffineTransform.getTranslateInstance(x, y);
        placed.scale(side, side);
        graphics.fill(placed.createTransformedShape(shape()));
    }

    private static Shape line(Shape path, float width) {
        return new BasicStroke(width).createStrokedShape(path);
    }

    private static Shape without(Shape shape, Shape hole) {
        var area = new Area(shape);
        area.subtract(new Area(hole));
        return area;
    }
}
