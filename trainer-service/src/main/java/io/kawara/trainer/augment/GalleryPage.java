package io.kawara.trainer.augment;

import io.kawara.trainer.recipe.Canonical;
import io.kawara.trainer.transform.Step;
import java.util.List;

/** The gallery as Markdown: each picture with what it shows and how a recipe asks for it. */
final class GalleryPage {
    static String of(List<Exhibit> exhibits) {
        var page = new StringBuilder("""
                # What augmentation does

                The original first, then five draws of each step. A recipe lists steps under `augment.steps`; each is applied with its `probability`.
                `kawara augment gallery --out FOLDER` draws this page, `--image FILE` with a picture of yours, and with a recipe's own steps where one is named.
                """);
        for (Exhibit exhibit : exhibits) {
            page.append("\n## ").append(exhibit.name()).append('\n');
            if (!exhibit.says().isEmpty()) {
                page.append(exhibit.says()).append("\n");
            }
            page.append("```yaml\n");
            exhibit.steps()
                    .forEach(step -> page.append("- ").append(written(step)).append('\n'));
            page.append("```\n![")
                    .append(exhibit.name())
                    .append("](")
                    .append(exhibit.name())
                    .append(".png)\n");
        }
        return page.toString();
    }

    /** On one line, all keys filled in. */
    private static String written(Step step) {
        String json = Canonical.json((Record) step).replaceAll("\\s*\\n\\s*", " ");
        return json.replaceAll("\"([A-Za-z]+)\" :", "$1:").replaceAll("\"([a-z0-9-]+)\"", "$1");
    }

    private GalleryPage() {}
}
