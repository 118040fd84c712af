package io.kawara.trainer.detect;

import io.kawara.pages.Page;
import io.kawara.trainer.data.Picture;
import io.kawara.trainer.recipe.PagesKeys;

/**
 * A page with its boxes and its image.
 *
 * @param of the table that it is from
 */
public record LabelledPage(Page page, Picture picture, PagesKeys of) {}
