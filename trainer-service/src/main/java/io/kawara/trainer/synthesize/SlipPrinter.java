package io.kawara.trainer.synthesize;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** Prints a slip as a till does: letterhead, goods, sum, greeting, on paper of {@link #WIDTH} pixels. */
final class SlipPrinter {
    static final int WIDTH = 400;
    private static final int MARGIN = 22;

    private final Merchant merchant;
    private final SplittableRandom random;
    private final List<Line> lines = new ArrayList<>();

    /** A line of print: its left and right text, or one in the middle; {@code scale} of the letters. */
    private record Line(String left, String right, double scale, boolean bold, boolean middle) {}

    SlipPrinter(Merchant merchant, SplittableRandom random) {
        this.merchant = merchant;
        this.random = random;
    }

    BufferedImage print() {
        write();
        double letter = random.nextDouble(15.5, 18.5);
        int logo = (int) random.nextDouble(48, 66);
        int height = (int) (logo
                + 3 * MARGIN
                + lines.stream().mapToDouble(l -> l.scale() * letter * 1.45).sum());
        var paper = new BufferedImage(WIDTH, height, BufferedImage.TYPE_INT_RGB);
        var graphics = paper.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setColor(new Color(250, 249, random.nextInt(238, 250)));
        graphics.fillRect(0, 0, WIDTH, height);
        int ink = random.nextInt(20, 95); // thermal print fades
        graphics.setColor(new Color(ink, ink, ink + 8));
        boolean left = random.nextInt(4) == 0;
        merchant.logo().draw(graphics, left ? MARGIN : (WIDTH - logo) / 2.0, MARGIN, logo);
        double y = MARGIN + logo + 6;
        for (Line line : lines) {
            y += line.scale() * letter * 1.45;
            draw(graphics, line, letter, y);
        }
        graphics.dispose();
        return paper;
    }

    private void write() {
        middle(merchant.name(), 1.5, true);
        for (String line : merchant.lines()) {
            middle(line, 0.9, false);
        }
        rule();
        pair(
                String.format(
                        Locale.ROOT,
                        "%02d/%02d/20%02d",
                        random.nextInt(1, 29),
                        random.nextInt(1, 13),
                        random.nextInt(21, 30)),
                String.format(Locale.ROOT, "%02d:%02d", random.nextInt(7, 22), random.nextInt(60)),
                0.9);
        pair("Slip " + random.nextInt(1000, 99999), "Till " + random.nextInt(1, 5), 0.9);
        rule();
        int sum = goods(random.nextInt(2, 8));
        rule();
        lines.add(new Line(merchant.total(), price(sum), 1.2, true, false));
        if (random.nextBoolean()) {
            int paid = (sum / 500 + 1) * 500;
            pair("Cash", price(paid), 1);
            pair("Change", price(paid - sum), 1);
        } else {
            pair("Card **** " + random.nextInt(1000, 9999), price(sum), 1);
        }
        rule();
        for (String line : merchant.footer()) {
            middle(line, 0.95, false);
        }
    }

    private int goods(int count) {
        int sum = 0;
        for (int i = 0; i < count; i++) {
            String good = merchant.goods().get(random.nextInt(merchant.goods().size()));
            int space = good.lastIndexOf(' ');
            int cents = (int) Math.round(Double.parseDouble(good.substring(space + 1)) * 100);
            int pieces = random.nextInt(4) == 0 ? random.nextInt(2, 5) : 1;
            pair((pieces > 1 ? pieces + " x " : "") + good.substring(0, space), price(pieces * cents), 1);
            sum += pieces * cents;
        }
        return sum;
    }

    private void middle(String text, double scale, boolean bold) {
        lines.add(new Line(text, "", scale, bold, true));
    }

    private void pair(String left, String right, double scale) {
        lines.add(new Line(left, right, scale, false, false));
    }

    private void rule() {
        lines.add(new Line(merchant.rule().repeat(200), "", 0.8, false, false));
    }

    private static String price(int cents) {
        return String.format(Locale.ROOT, "%d.%02d", cents / 100, cents % 100);
    }

    private void draw(Graphics2D graphics, Line line, double letter, double y) {
        int style = merchant.bold() || line.bold() ? Font.BOLD : Font.PLAIN;
        var font = new Font(merchant.font(), style, 1).deriveFont((float) (letter * line.scale()));
        graphics.setFont(font);
        int room = WIDTH - 2 * MARGIN;
        String left = line.left();
        while (graphics.getFontMetrics().stringWidth(left) > room && left.length() > 1 && !line.middle()) {
            left = left.substring(0, left.length() - 1);
        }
        int width = graphics.getFontMetrics().stringWidth(left);
        if (width > room) {
            graphics.setFont(font.deriveFont(font.getSize2D() * room / width));
            width = graphics.getFontMetrics().stringWidth(left);
        }
        graphics.drawString(left, (float) (line.middle() ? (WIDTH - width) / 2.0 : MARGIN), (float) y);
        int right = graphics.getFontMetrics().stringWidth(line.right());
        graphics.drawString(line.right(), WIDTH - MARGIN - right, (float) y);
    }
}
