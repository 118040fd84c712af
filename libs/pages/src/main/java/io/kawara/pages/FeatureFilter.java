package io.kawara.pages;

/** The filter that judges each box by its {@link FilterFeatures}. */
public record FeatureFilter(RowModel model) implements CharacterFilter {
    @Override
    public double[] probabilities(ReadPage page) {
        return model.probabilities(FilterFeatures.of(page));
    }
}
