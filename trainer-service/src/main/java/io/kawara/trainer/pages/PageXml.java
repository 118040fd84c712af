package io.kawara.trainer.pages;

import io.kawara.contracts.CharacterBox;
import io.kawara.pages.Layout;
import io.kawara.pages.Page;
import io.kawara.pages.ReadingOrder;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * A page as PAGE-XML, version 2019-07-15 of PRImA's schema {@code pagecontent.xsd}, which Kraken, eScriptorium, Transkribus and OCR-D read: one region,
 * its lines in reading order, of each line the outline, the line through its middle as baseline, and a word that holds its characters as glyphs.
 * Coordinates are pixels, cut off at the page's edges as the schema asks.
 */
public final class PageXml {
    private static final String NAMESPACE = "http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15";

    private final Page page;
    private final ImageSizes.Size image;
    private final boolean vertical;
    private final ReadingOrder reading;
    private final XMLStreamWriter xml;

    private PageXml(Page page, ImageSizes.Size image, Layout layout, XMLStreamWriter xml) {
        this.page = page;
        this.image = image;
        this.vertical = layout.of(page.characters()) == Layout.VERTICAL;
        this.reading = ReadingOrder.of(page.characters(), vertical ? Layout.VERTICAL : Layout.HORIZONTAL);
        this.xml = xml;
    }

    /** Writes {@code PAGE-ID.xml} for each page into a folder, which is made. */
    public static void write(List<Page> pages, ImageSizes sizes, Layout layout, Instant now, Path folder)
            throws IOException {
        Files.createDirectories(folder);
        for (Page page : pages) {
            Path file = folder.resolve(page.id() + ".xml");
            if (!folder.equals(file.getParent())) {
                throw new IllegalArgumentException("page " + page.id() + " has a name that no file can have");
            }
            try (OutputStream out = Files.newOutputStream(file)) {
                var xml = XMLOutputFactory.newFactory().createXMLStreamWriter(out, StandardCharsets.UTF_8.name());
                new PageXml(page, sizes.of(page), layout, xml).write(now);
                xml.close();
            } catch (XMLStreamException e) {
                throw new IOException("cannot write " + file, e);
            }
        }
    }

    private void write(Instant now) throws XMLStreamException {
        xml.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
        open("PcGts", "xmlns", NAMESPACE);
        open("Metadata");
        text("Creator", "Kawara");
        text("Created", now.truncatedTo(ChronoUnit.SECONDS).toString());
        text("LastChange", now.truncatedTo(ChronoUnit.SECONDS).toString());
        xml.writeEndElement();
        open(
                "Page",
                "imageFilename",
                image.file(),
                "imageWidth",
                image.width(),
                "imageHeight",
                image.height(),
                "readingDirection",
                vertical ? "top-to-bottom" : "left-to-right",
                "textLineOrder",
                vertical ? "right-to-left" : "top-to-bottom");
        if (!page.characters().isEmpty()) {
            region();
        }
        xml.writeEndDocument();
    }

    private void region() throws XMLStreamException {
        open("ReadingOrder");
        open("OrderedGroup", "id", "order");
        open("RegionRefIndexed", "index", 0, "regionRef", "region");
        end(3);
        open("TextRegion", "id", "region", "type", "paragraph");
        coords(page.characters());
        for (int i = 0; i < reading.lines().size(); i++) {
            line(i, reading.lines().get(i));
        }
        equivalent(reading.transcription(), null);
        end(1);
    }

    private void line(int number, List<Integer> line) throws XMLStreamException {
        var boxes = line.stream().map(page.characters()::get).toList();
        String id = "line" + number;
        open("TextLine", "id", id, "index", number, "custom", "readingOrder {index:" + number + ";}");
        coords(boxes);
        baseline(boxes);
        open("Word", "id", id + "_word");
        coords(boxes);
        for (int i = 0; i < boxes.size(); i++) {
            open("Glyph", "id", id + "_glyph" + i);
            coords(List.of(boxes.get(i)));
            equivalent(Page.text(boxes.get(i)), boxes.get(i).score());
            end(1);
        }
        equivalent(reading.text(line), null);
        end(1);
        equivalent(reading.text(line), null);
        end(1);
    }

    private void baseline(List<CharacterBox> boxes) throws XMLStreamException {
        int[] hull = hull(boxes);
        int middleX = (hull[0] + hull[2]) / 2;
        String points = vertical
                ? middleX + "," + hull[1] + " " + middleX + "," + hull[3]
                : hull[0] + "," + hull[3] + " " + hull[2] + "," + hull[3];
        open("Baseline", "points", points);
        end(1);
    }

    private void coords(List<CharacterBox> boxes) throws XMLStreamException {
        int[] hull = hull(boxes);
        open(
                "Coords",
                "points",
                "%d,%d %d,%d %d,%d %d,%d"
                        .formatted(hull[0], hull[1], hull[2], hull[1], hull[2], hull[3], hull[0], hull[3]));
        end(1);
    }

    /** Left, top, right and bottom of all of them, on the page. */
    private int[] hull(List<CharacterBox> boxes) {
        return new int[] {
            on(image.width(), boxes.stream().mapToInt(CharacterBox::x).min().orElse(0)),
            on(image.height(), boxes.stream().mapToInt(CharacterBox::y).min().orElse(0)),
            on(
                    image.width(),
                    boxes.stream().mapToInt(box -> box.x() + box.w()).max().orElse(0)),
            on(
                    image.height(),
                    boxes.stream().mapToInt(box -> box.y() + box.h()).max().orElse(0))
        };
    }

    private static int on(int size, int place) {
        return Math.max(0, Math.min(size - 1, place));
    }

    private void equivalent(String text, Double confidence) throws XMLStreamException {
        if (confidence == null) {
            open("TextEquiv");
        } else {
            open("TextEquiv", "conf", confidence);
        }
        text("Unicode", text);
        end(1);
    }

    private void open(String name, Object... attributes) throws XMLStreamException {
        xml.writeStartElement(name);
        for (int i = 0; i < attributes.length; i += 2) {
            xml.writeAttribute((String) attributes[i], attributes[i + 1].toString());
        }
    }

    private void text(String name, String text) throws XMLStreamException {
        open(name);
        xml.writeCharacters(text);
        end(1);
    }

    private void end(int elements) throws XMLStreamException {
        for (int i = 0; i < elements; i++) {
            xml.writeEndElement();
        }
    }
}
