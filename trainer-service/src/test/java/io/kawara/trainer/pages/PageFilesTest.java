package io.kawara.trainer.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kawara.messaging.Json;
import io.kawara.pages.Layout;
import io.kawara.pages.Page;
import io.kawara.vision.Image;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class PageFilesTest {
    private static final String TABLE =
            "image_id,labels\nbook_1,U+306F 60 20 31 40 U+306E 60 62 30 40 U+4E00 -5 20 30 40\nempty_2,\n";

    /** What may be within what, in this order: from the schema's types PcGts, Page, TextRegion, TextLine, Word, Glyph and TextEquiv. */
    private static final Map<String, List<String>> CHILDREN = Map.ofEntries(
            Map.entry("PcGts", List.of("Metadata", "Page")),
            Map.entry("Metadata", List.of("Creator", "Created", "LastChange")),
            Map.entry("Page", List.of("ReadingOrder", "TextRegion")),
            Map.entry("ReadingOrder", List.of("OrderedGroup")),
            Map.entry("OrderedGroup", List.of("RegionRefIndexed")),
            Map.entry("TextRegion", List.of("Coords", "TextLine", "TextEquiv")),
            Map.entry("TextLine", List.of("Coords", "Baseline", "Word", "TextEquiv")),
            Map.entry("Word", List.of("Coords", "Glyph", "TextEquiv")),
            Map.entry("Glyph", List.of("Coords", "TextEquiv")),
            Map.entry("TextEquiv", List.of("Unicode")));

    private static final Map<String, Set<String>> ATTRIBUTES = Map.ofEntries(
            Map.entry("PcGts", Set.of("xmlns")),
            Map.entry(
                    "Page", Set.of("imageFilename", "imageWidth", "imageHeight", "readingDirection", "textLineOrder")),
            Map.entry("OrderedGroup", Set.of("id")),
            Map.entry("RegionRefIndexed", Set.of("index", "regionRef")),
            Map.entry("TextRegion", Set.of("id", "type")),
            Map.entry("TextLine", Set.of("id", "index", "custom")),
            Map.entry("Word", Set.of("id")),
            Map.entry("Glyph", Set.of("id")),
            Map.entry("Coords", Set.of("points")),
            Map.entry("Baseline", Set.of("points")),
            Map.entry("TextEquiv", Set.of("conf")));

    @TempDir
    Path folder;

    @Test
    void boxesComeBackAsTheyWere() throws IOException {
        var pages = PageTable.read(file(TABLE), null);
        assertThat(pages).extracting(Page::id).containsExactly("book_1", "empty_2");
        PageTable.writeBoxes(pages, folder.resolve("again.csv"));
        assertThat(folder.resolve("again.csv")).hasContent(TABLE);
        assertThat(PageTable.read(folder.resolve("again.csv"), null)).isEqualTo(pages);
    }

    @Test
    void scoresComeBackToo() throws IOException {
        var pages = PageTable.read(file("image_id,labels\np,U+306F 1 2 3 4 0.25 U+306E 5 6 7 8 1.0\n"), null);
        PageTable.writeBoxes(pages, folder.resolve("again.csv"));
        assertThat(PageTable.read(folder.resolve("again.csv"), null)).isEqualTo(pages);
    }

    @Test
    void aSubmissionHasEveryPageAndTheMiddles() throws IOException {
        PageTable.writeSubmission(PageTable.read(file(TABLE), null), folder.resolve("submission.csv"));
        // 60 + 31 / 2 = 75.5 goes to 76, the even neighbour.
        assertThat(folder.resolve("submission.csv"))
                .hasContent("image_id,labels\nbook_1,U+306F 76 40 U+306E 75 82 U+4E00 10 40\nempty_2,\n");
        var points = PageTable.read(folder.resolve("submission.csv"), null);
        PageTable.writeSubmission(points, folder.resolve("again.csv"));
        assertThat(folder.resolve("again.csv")).hasSameTextualContentAs(folder.resolve("submission.csv"));
    }

    @Test
    void readsABoxALineAndItsBook() throws IOException {
        var pages = PageTable.read(
                file("image,unicode,char,x,y,w,h,book\np1.jpg,U+306F,は,1.0,2,3,4,b\np1.jpg,,?,5,6,7,8,b\n"), "book");
        assertThat(pages)
                .containsExactly(new Page(
                        "p1",
                        "b",
                        List.of(
                                CharacterText.box("U+306F", "1", "2", "3", "4", "1"),
                                CharacterText.box("", "5", "6", "7", "8", "1"))));
        assertThatThrownBy(() -> PageTable.writeSubmission(pages, folder.resolve("s.csv")))
                .hasMessageContaining("boxes without codes");
    }

    @ParameterizedTest
    @CsvSource({
        "200003076_00005_1, 200003076",
        "200021637-00005_2, 200021637",
        "umgy001-002, umgy",
        "hnsd00_1, hnsd",
        "brsk, brsk"
    })
    void booksAreNamedByTheBeginningOfTheId(String id, String book) throws IOException {
        assertThat(PageTable.read(file("image_id,labels\n" + id + ",\n"), PageTable.PREFIX)
                        .get(0)
                        .group())
                .isEqualTo(book);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "p,U+306F 1 2 3|a code is followed by a point",
                "p,U+306F|a code is followed by a point",
                "p,U+306F 1 2 3 x|'x' is no number",
                "p,U+306F 1 2 3 NaN|'NaN' is no number",
                "p,U+306F 1 2 3 -4|a box of 3 x -4 pixels",
                "p,U+306F 1 2 3 99999999|more than any page has",
                "p,U+306F 1 2 3 4 1.5|a score lies in [0,1]",
                "p,1 2 U+306F 1 2|'1' is no character's code",
                "p,seg_fp 1 2|'seg_fp' is no character's code",
                "p,U+D800 1 2|'U+D800' is no character's code",
                "p,U+110000 1 2|'U+110000' is no character's code",
                "p,U+0007 1 2|'U+0007' is no character's code",
                "first,|page first is there twice",
                "\" ,\"|a page without a name",
            })
    void saysWhichRecordOfWhichFileIsWrong(String line, String reason) throws IOException {
        Path file = file("image_id,labels\nfirst,U+306F 1 2 3 4\n" + line + "\n");
        assertThatThrownBy(() -> PageTable.read(file, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(file + ", record 3: ")
                .hasMessageContaining(reason);
    }

    @Test
    void saysWhichColumnsArePages() throws IOException {
        Path file = file("a,b\n1,2\n");
        assertThatThrownBy(() -> PageTable.read(file, null)).hasMessageContaining(file + " has no column 'x'");
        Path table = file(TABLE);
        assertThatThrownBy(() -> PageTable.read(table, "shelf")).hasMessageContaining("no column 'shelf' to group by");
    }

    @Test
    void writesCoco() throws IOException {
        var images = images();
        CocoFile.write(PageTable.read(file(TABLE), null), ImageSizes.in(images), folder.resolve("coco.json"));
        var coco = Json.mapper().readTree(folder.resolve("coco.json").toFile());
        assertThat(coco.get("images").toString())
                .isEqualTo("[{\"id\":1,\"file_name\":\"book_1.png\",\"width\":200,\"height\":120},"
                        + "{\"id\":2,\"file_name\":\"empty_2.jpg\",\"width\":1,\"height\":1}]");
        assertThat(coco.get("categories").toString())
                .isEqualTo("[{\"id\":1,\"name\":\"U+306E\",\"supercategory\":\"character\"},"
                        + "{\"id\":2,\"name\":\"U+306F\",\"supercategory\":\"character\"},"
                        + "{\"id\":3,\"name\":\"U+4E00\",\"supercategory\":\"character\"}]");
        assertThat(coco.get("annotations")).hasSize(3);
        assertThat(coco.get("annotations").get(0).toString())
                .isEqualTo("{\"id\":1,\"image_id\":1,\"category_id\":2,\"area\":1240,\"iscrowd\":0,"
                        + "\"bbox\":[60,20,31,40],\"segmentation\":[[60,20,91,20,91,60,60,60]]}");
    }

    @Test
    void writesPageXmlAsTheSchemaSays() throws Exception {
        var sizes = ImageSizes.in(images());
        var pages = PageTable.read(file(TABLE), null);
        assertThat(sizes.missing(pages)).isEqualTo(1);
        PageXml.write(pages, sizes, Layout.AUTO, Instant.EPOCH, folder.resolve("xml"));

        Document xml = parse(folder.resolve("xml/book_1.xml"));
        check(xml.getDocumentElement());
        assertThat(xml.getDocumentElement().getNamespaceURI())
                .isEqualTo("http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15");
        var page = (Element) xml.getElementsByTagName("Page").item(0);
        assertThat(page.getAttribute("imageFilename")).isEqualTo("book_1.png");
        assertThat(page.getAttribute("imageWidth")).isEqualTo("200");
        assertThat(page.getAttribute("readingDirection")).isEqualTo("top-to-bottom");
        assertThat(xml.getElementsByTagName("Created").item(0).getTextContent()).isEqualTo("1970-01-01T00:00:00Z");
        assertThat(xml.getElementsByTagName("TextLine").getLength()).isEqualTo(2);
        var unicode = xml.getElementsByTagName("Unicode");
        assertThat(unicode.item(unicode.getLength() - 1).getTextContent()).isEqualTo("はの\n一");
        // What lies beyond the page is cut off, for the schema knows no negative numbers.
        assertThat(Files.readString(folder.resolve("xml/book_1.xml"))).contains("\"0,20 25,20 25,60 0,60\"");

        Document empty = parse(folder.resolve("xml/empty_2.xml"));
        check(empty.getDocumentElement());
        assertThat(empty.getElementsByTagName("TextRegion").getLength()).isZero();
    }

    @Test
    void aPageNamedLikeAPathIsRefused() throws IOException {
        var pages = PageTable.read(file("image_id,labels\n../p,\n"), null);
        assertThatThrownBy(() ->
                        PageXml.write(pages, ImageSizes.in(null), Layout.AUTO, Instant.EPOCH, folder.resolve("xml")))
                .hasMessageContaining("a name that no file can have");
    }

    /** Names, order and points as in the schema. */
    private static void check(Element element) {
        var allowed = CHILDREN.getOrDefault(element.getTagName(), List.of());
        var places = new ArrayList<Integer>();
        for (var node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element child) {
                assertThat(allowed).as(element.getTagName()).contains(child.getTagName());
                places.add(allowed.indexOf(child.getTagName()));
                check(child);
            }
        }
        assertThat(places).as(element.getTagName()).isSorted();
        var attributes = element.getAttributes();
        for (int i = 0; i < attributes.getLength(); i++) {
            assertThat(ATTRIBUTES.getOrDefault(element.getTagName(), Set.of()))
                    .as(element.getTagName())
                    .contains(attributes.item(i).getNodeName());
        }
        if (element.hasAttribute("points")) {
            assertThat(element.getAttribute("points")).matches("([0-9]+,[0-9]+ )+([0-9]+,[0-9]+)");
        }
    }

    private static Document parse(Path file) throws Exception {
        var factory = DocumentBuilderFactory.newInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        factory.setNamespaceAware(true);
        return factory.newDocumentBuilder().parse(file.toFile());
    }

    private Path images() throws IOException {
        Path images = Files.createDirectories(folder.resolve("images"));
        try (var image = Image.of(200, 120, 1, new byte[200 * 120])) {
            Files.write(images.resolve("book_1.png"), image.toPng());
        }
        return images;
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("pages.csv"), text);
    }
}
