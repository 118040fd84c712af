package io.kawara.trainer.importing;

import io.kawara.contracts.Label;
import java.util.Map;

/**
 * An image and the label of it that is written out.
 *
 * @param group null where it belongs to itself alone
 */
record ExportedImage(String id, String sha256, String group, Map<String, String> fields, Label label) {}
