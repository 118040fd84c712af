package io.kawara.trainer.overlay;

import io.kawara.contracts.CharacterBox;
import io.kawara.pages.Layout;
import io.kawara.pages.Page;
import io.kawara.trainer.drawing.PageFonts;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Draws what was found and read over its page: a box in the colour of its confidence, dashed where nothing was read, and its character beside it: to the
 * right on a page of columns, above on one of lines. Lines and characters are as large as the page's boxes want; a legend stands below.
 */
public final class Overlay {
    private static final Color HALO = new Color(255, 255, 255, 215);
    private static final Color ORDER = new Color(0x00796b);
    private static final double GLYPH = 0.55;
    private static final double USUAL = 60; // pixels of a box for which lines have their width
    private static final double JUMP = 2.5;

    private final PageFonts fonts;
    private final boolean order;
    private final Map<Integer, Optional<Path2D>> outlines = new HashMap<>();

    /**
     * Draws with or without characters and order.
     *
     * @param fonts null for boxes alone
     * @param order whether a line goes from each character to the next
     */
    public Overlay(PageFonts fonts, boolean order) {
        this.fonts = fonts;
        this.order = order;
    }

    /** A picture of the page's width, and higher by the legend; characters beyond the page's edge are drawn as far as they lie on it. */
    public BufferedImage draw(BufferedImage page, List<CharacterBox> characters) {
        double usual = usual(characters);
        int legend = (int) Math.max(24, page.getHeight() / 50.0);
        var picture = new BufferedImage(page.getWidth(), page.getHeight() + legend, BufferedImage.TYPE_INT_RGB);
        var graphics = picture.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.drawImage(page, 0, 0, null);
        double line = Math.max(0.5, usual / USUAL);
        if (order) {
            connect(graphics, characters, line);
        }
        for (CharacterBox box : characters) {
            outline(graphics, box, line);
        }
        if (fonts != null) {
            boolean columns = Layout.AUTO.of(characters) != Layout.HORIZONTAL;
            for (CharacterBox box : characters) {
                character(graphics, box, usual, columns);
            }
        }
        legend(graphics, page.getWidth(), page.getHeight(), legend, characters);
        graphics.dispose();
        return picture;
    }

    private static double usual(List<CharacterBox> characters) {
        double[] sides = characters.stream()
                .mapToDouble(box -> Math.max(box.w(), box.h()))
                .filter(side -> side > 0)
                .sorted()
                .toArray();
        return sides.length == 0 ? USUAL : sides[sides.length / 2];
    }

    private static void outline(Graphics2D graphics, CharacterBox box, double line) {
        var step = Confidence.of(box.score());
        float width = (float) (step.width * line);
        boolean point = box.w() == 0 && box.h() == 0;
        Shape shape = point
                ? new Ellipse2D.Double(box.x() - 3 * line, box.y() - 3 * line, 6 * line, 6 * line)
                : new Rectangle2D.Double(box.x(), box.y(), box.w(), box.h());
        float[] dashes = box.code().isEmpty() ? new float[] {(float) (5 * line), (float) (4 * line)} : null;
        graphics.setColor(HALO);
        graphics.setStroke(stroke(width + (float) (1.6 * line), dashes));
        graphics.draw(shape);
        graphics.setColor(step.colour);
        graphics.setStroke(stroke(width, dashes));
        graphics.draw(shape);
    }

    private static BasicStroke stroke(float width, float[] dashes) {
        return new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, dashes, 0);
    }

    private void character(Graphics2D graphics, CharacterBox box, double usual, boolean columns) {
        if (box.code().isEmpty()) {
            return;
        }
        double side = Math.max(box.w(), box.h());
        double size = GLYPH * Math.min(side == 0 ? usual : side, usual);
        double x = columns ? box.x() + box.w() + 0.6 * size : box.x() + box.w() / 2.0;
        double y = columns ? box.y() + box.h() / 2.0 : box.y() - 0.6 * size;
        outlines.computeIfAbsent(Page.text(box).codePointAt(0), fonts::legible).ifPresent(outline -> {
            var place = AffineTransform.getTranslateInstance(x, y);
            place.scale(size, size);
            var shape = place.createTransformedShape(outline);
            graphics.setColor(HALO);
            graphics.setStroke(stroke((float) (size / 6), null));
            graphics.draw(shape);
            graphics.setColor(Confidence.of(box.score()).colour);
            graphics.fill(shape);
        });
    }

    /** A line that jumps to another column or block is thin. */
    private static void connect(Graphics2D graphics, List<CharacterBox> characters, double line) {
        graphics.setColor(ORDER);
        for (int i = 1; i < characters.size(); i++) {
            var from = characters.get(i - 1);
            var to = characters.get(i);
            var step = new Line2D.Double(
                    from.x() + from.w() / 2.0, from.y() + from.h() / 2.0, to.x() + to.w() / 2.0, to.y() + to.h() / 2.0);
            double near = JUMP * (Math.max(from.w(), from.h()) + Math.max(to.w(), to.h())) / 2;
            boolean jump = step.getP1().distance(step.getP2()) > near;
            graphics.setStroke(stroke((float) ((jump ? 0.8 : 2) * line), null));
            graphics.draw(step);
        }
    }

    private static void legend(Graphics2D graphics, int width, int top, int height, List<CharacterBox> characters) {
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, top, width, height);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        int size = Math.max(8, Math.min(height / 2, width / 60));
        graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, size));
        int x = size;
        int y = top + (height - size) / 2;
        for (Confidence step : Confidence.values()) {
            graphics.setColor(step.colour);
            graphics.setStroke(new BasicStroke(size / 5f));
            graphics.drawRect(x, y, size, size);
            graphics.setColor(Color.BLACK);
            long count = characters.stream()
                    .filter(box -> Confidence.of(box.score()) == step)
                    .count();
            graphics.drawString(step.title + ": " + count, x + 2 * size, y + size);
            x += width / Confidence.values().length;
        }
    }
}
