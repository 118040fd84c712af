package io.kawara.detector;

import io.kawara.contracts.CharacterBox;
import io.kawara.contracts.Prediction;
import java.util.List;
import java.util.Optional;

/**
 * What the detectors of a page's pipeline say of it.
 *
 * @param predictions one for each detector; none where the pipeline has no detector
 * @param boxes what is to be read, best first
 * @param reason why there are no boxes, where that is not because the page is empty
 */
record FoundPage(List<Prediction> predictions, List<CharacterBox> boxes, Optional<String> reason) {}
