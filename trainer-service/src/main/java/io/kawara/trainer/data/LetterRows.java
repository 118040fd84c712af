package io.kawara.trainer.data;

import io.kawara.contracts.Task;
import io.kawara.trainer.recipe.Recipe;
import io.kawara.trainer.synthesize.Glyphs;
import io.kawara.trainer.synthesize.LetterGenerators;
import io.kawara.trainer.synthesize.LetterPicture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The rows of a recipe that draws its pictures from glyphs: pictures of glyphs that it never learns from, to choose thresholds by and to measure on. What
 * it learns from is drawn as it is needed, by {@link io.kawara.trainer.augment.LetterSource}.
 */
final class LetterRows {
    static DataSet read(Recipe recipe, Path folder) throws IOException {
        var keys = recipe.data().glyphs();
        var generator = LetterGenerators.unseen(recipe, folder);
        var rows = new ArrayList<Row>();
        for (int number = 0; number < keys.unseen(); number++) {
            var picture = generator.draw(number);
            String id = String.format(Locale.ROOT, "%05d", number);
            rows.add(new Row(
                    id,
                    new GreyPicture(
                            "picture " + id + " of unseen glyphs", picture.pixels(), 0, picture.side(), picture.side()),
                    labels(picture),
                    Map.of(),
                    List.of(),
                    id,
                    null,
                    1));
        }
        String name = folder.toAbsolutePath().normalize().getFileName().toString();
        return DataSet.of(name, Task.MULTI_LABEL, Glyphs.names(), rows).in(folder);
    }

    private static Set<String> labels(LetterPicture picture) {
        return picture.placed().stream()
                .map(letter -> Glyphs.names().get(letter.letter()))
                .collect(Collectors.toSet());
    }

    private LetterRows() {}
}
