package io.kawara.pages;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What is known of a character that was read, for a model that says whether it is one: the 117 numbers of the Kuzushiji competition's third solution
 * (knjcode, 2019), its neighbours and ratios computed right.
 *
 * <p>A ratio to nothing is 0, what is not known is not a number: the deviation on a page of one box, a neighbour on a page of few.
 */
public final class FilterFeatures {
    /** What each number is, in order. */
    public static final List<String> COLUMNS = columns();

    private static final int NEIGHBOURS = 5;

    private final ReadPage page;
    private final int pageWidth;
    private final int pageHeight;
    private final List<Box> boxes;
    private final Grid grid;
    private final NearestBoxes nearest;
    private final Spread width;
    private final Spread height;
    private final Spread area;
    private final Spread x;
    private final Spread y;

    private FilterFeatures(ReadPage page) {
        this.page = page;
        pageWidth = page.size().width();
        pageHeight = page.size().height();
        boxes = page.boxes().stream().map(ReadBox::found).toList();
        grid = new Grid(boxes);
        nearest = new NearestBoxes(boxes);
        width = Spread.of(boxes.stream().mapToDouble(Box::width).toArray());
        height = Spread.of(boxes.stream().mapToDouble(Box::height).toArray());
        area = Spread.of(boxes.stream().mapToDouble(Box::area).toArray());
        x = Spread.of(boxes.stream().mapToDouble(FilterFeatures::x).toArray());
        y = Spread.of(boxes.stream().mapToDouble(FilterFeatures::y).toArray());
    }

    /** The features of each box of a page, {@code [boxes][COLUMNS]}; each is seen among the others. */
    public static float[][] of(ReadPage page) {
        var features = new FilterFeatures(page);
        return IntStream.range(0, page.boxes().size()).mapToObj(features::row).toArray(float[][]::new);
    }

    private float[] row(int index) {
        var row = new Row(COLUMNS.size());
        var read = page.boxes().get(index);
        var box = boxes.get(index);
        row.add(read.score());
        row.add(isHiragana(read.code()) ? 1 : 0);
        row.add(box.score());
        row.add(ratio(overlap(index), box.area()));
        row.add(pageWidth);
        row.add(pageHeight);
        addSides(row, box);
        int[] near = nearest.to(index, NEIGHBOURS);
        for (int i = 0; i < NEIGHBOURS; i++) {
            if (i < near.length) {
                addSides(row, boxes.get(near[i]));
                double distance = nearest.distance(index, near[i]);
                row.add(ratio(distance, pageWidth));
                row.add(ratio(distance, pageHeight));
                row.add(nearest.angle(index, near[i]));
            } else {
                IntStream.range(0, 15).forEach(missing -> row.add(Double.NaN));
            }
        }
        addRatios(row, x(box), x);
        row.add(ratio(x(box), pageWidth));
        addRatios(row, y(box), y);
        row.add(ratio(y(box), pageHeight));
        for (var spread : List.of(area, width, height, x, y)) {
            row.add(spread.mean());
            row.add(spread.deviation());
            row.add(spread.median());
        }
        row.add(boxes.size());
        return row.values();
    }

    private void addSides(Row row, Box box) {
        row.add(ratio(box.width(), pageWidth));
        addRatios(row, box.width(), width);
        row.add(ratio(box.height(), pageHeight));
        addRatios(row, box.height(), height);
        row.add(ratio(box.area(), (double) pageWidth * pageHeight));
        addRatios(row, box.area(), area);
    }

    private static void addRatios(Row row, double value, Spread spread) {
        row.add(ratio(value, spread.mean()));
        row.add(ratio(value, spread.deviation()));
        row.add(ratio(value, spread.median()));
    }

    /** All that others cover of a box, what two of them cover counted twice. */
    private double overlap(int index) {
        var box = boxes.get(index);
        return grid.near(box)
                .filter(other -> other != index)
                .mapToDouble(other -> box.intersection(boxes.get(other)))
                .sum();
    }

    private static double ratio(double value, double to) {
        return to == 0 ? 0 : value / to;
    }

    private static double x(Box box) {
        return (box.left() + box.right()) / 2;
    }

    private static double y(Box box) {
        return (box.top() + box.bottom()) / 2;
    }

    static boolean isHiragana(String code) {
        int point = CodePoints.of(code);
        return 0x3040 <= point && point <= 0x309F;
    }

    private static List<String> columns() {
        var names = new ArrayList<String>(
                List.of("char_score", "is_hiragana", "bbox_score", "overlap_rate", "page_width", "page_height"));
        addSides(names, "");
        for (int i = 1; i <= NEIGHBOURS; i++) {
            String neighbour = "near" + i + "_";
            addSides(names, neighbour);
            names.addAll(List.of(
                    neighbour + "distance_to_page_width", neighbour + "distance_to_page_height", neighbour + "angle"));
        }
        for (String axis : List.of("x", "y")) {
            for (String to : List.of("mean", "std", "median", "page")) {
                names.add(axis + "_to_" + to);
            }
        }
        for (String measure : List.of("area", "width", "height", "x", "y")) {
            for (String of : List.of("mean", "std", "median")) {
                names.add("page_" + measure + "_" + of);
            }
        }
        names.add("box_num");
        return List.copyOf(names);
    }

    private static void addSides(List<String> names, String prefix) {
        for (String side : List.of("width", "height", "area")) {
            for (String to : List.of("page", "mean", "std", "median")) {
                names.add(prefix + side + "_to_" + to);
            }
        }
    }
}
