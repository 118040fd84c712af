package io.kawara.reading;

import io.kawara.contracts.CharacterBox;
import io.kawara.serving.CropRule;
import io.kawara.serving.ImageInput;
import io.kawara.serving.ModelCard;
import java.util.List;

/** Cuts boxes out of pages as a card says: what a classifier of images is given of a page. Immutable. */
final class Crops {
    private final CropRule rule;
    private final List<ImageInput> pictures;

    Crops(ModelCard card) {
        rule = card.crop() == null ? CropRule.BOX : card.crop();
        pictures = card.views().pictures();
    }

    boolean areClean() {
        return rule.clean();
    }

    /** The pixels of one box, at each size that the card's views are made of. */
    byte[] of(BoxedPage page, CharacterBox box) {
        var from = rule.clean() ? page.cleaned() : page.page();
        var crop = rule.around(box.x(), box.y(), box.w(), box.h(), from.width(), from.height());
        try (var part = from.crop(crop.x(), crop.y(), crop.width(), crop.height())) {
            return ModelPictures.of(part, pictures);
        }
    }
}
